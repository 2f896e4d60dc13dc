package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import dev.cofferdam.testkit.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A team's network and its database, as a project's settings share them with its workspace. */
@Tag("engine")
class SharedThingsTest {
  private static final String NETWORK = "cofferdam-test-team";
  private static final String DATABASE = "cofferdam-test-db";

  @TempDir private Path folder;
  private Bench bench;

  @BeforeEach
  void aTeamsDatabase() throws Exception {
    bench = new Bench(folder, "COFFER_TEST_ENGINE_NEW");
    bench.clear();
    bench.smallImage();
    nothingOfTheTeamIsLeft();
    docker("network", "create", NETWORK).ok();
    docker(
            "run",
            "-d",
            "--name",
            DATABASE,
            "--network",
            NETWORK,
            "--network-alias",
            "db",
            "-e",
            "PASSWORD=hidden",
            Bench.IMAGE,
            "sh",
            "-c",
            "echo ready for queries; exec sleep 600")
        .ok();
    bench.settings(
        "image: {name: '%s'}\nnetworks: [%s]\nsiblings: [%s]\n"
            .formatted(Bench.IMAGE, NETWORK, DATABASE));
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    bench.clear();
    nothingOfTheTeamIsLeft();
  }

  private void nothingOfTheTeamIsLeft() throws Exception {
    docker("rm", "-f", DATABASE);
    docker("network", "rm", NETWORK);
  }

  @Test
  void namesResolveAndTheDatabaseIsLookedAtAndNotTouched() throws Exception {
    String script =
        """
        timeout 30 sh -c 'until getent hosts db; do sleep 0.1; done' | awk '{print "resolves " $2}'
        docker ps --format '{{.Names}}'
        docker logs %1$s
        docker inspect --format '{{.Config.Env}}' %1$s
        docker exec %1$s id; echo exec=$?
        docker stop %1$s; echo stop=$?
        docker network ls --format '{{.Name}}'
        """
            .formatted(DATABASE);
    Outcome run;
    try (Program program =
        bench.coffer("run", "--trust", "--name", "one", "--", "sh", "-c", script)) {
      run = program.closeInput().finish().ok();
    }
    assertThat(run.lines())
        .contains("resolves db", DATABASE, "ready for queries", "exec=1", "stop=1", NETWORK)
        .noneMatch(line -> line.contains("hidden"))
        .anyMatch(line -> line.contains("PASSWORD="));
    assertThat(run.errors()).contains("(container.shared)");
    assertThat(docker("inspect", "--format", "{{.State.Running}}", DATABASE).ok().text())
        .isEqualTo("true");
  }

  private Outcome docker(String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(Surroundings.value("COFFER_TEST_DOCKER")));
    words.addAll(List.of(arguments));
    try (Program program = Program.start(bench.root, bench.environment(), words)) {
      return program.finish();
    }
  }
}
