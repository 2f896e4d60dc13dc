package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import dev.cofferdam.testkit.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The work of an agent on the engine that the machine has, which may be too old for BuildKit and
 * for mounts with a subpath. All other tests of sessions run on a newer one.
 */
@Tag("engine")
class AnyEngineTest {
  @TempDir private Path folder;
  private Bench bench;

  @BeforeEach
  void aProjectAndAnImage() throws Exception {
    bench = new Bench(folder, "COFFER_TEST_ENGINE");
    bench.clear();
    bench.smallImage();
    Path own = bench.project;
    Files.copy(Surroundings.path("COFFER_TEST_BUSYBOX"), own.resolve("busybox"));
    Files.writeString(own.resolve("Dockerfile"), "FROM scratch\nCOPY busybox /bin/cat\n");
    Files.writeString(own.resolve("hello"), "from the project\n");
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    bench.clear();
    try (EngineClient engine = bench.engine()) {
      for (String image : new String[] {Bench.IMAGE, Bench.DEBIAN}) {
        engine.leftovers(Duration.ofSeconds(60)).removeImage(image, false);
      }
    }
  }

  @Test
  void imagesAreBuiltFilesOfTheProjectBoundAndTheHostStaysOutOfReach() throws Exception {
    String script =
        """
        docker build -q -t any-engine . >/dev/null && echo built
        docker run --rm -v $PWD/hello:/h any-engine cat /h
        docker run -d --name any-db -v any-data:/data any-engine cat /dev/zero >/dev/null
        docker run --rm --link any-db any-engine cat /etc/hosts | grep -c any-db
        ln -s / evil; docker run --rm -v $PWD/evil:/h any-engine cat /h/etc/hostname; echo evil=$?
        docker run --rm --privileged any-engine cat /h; echo privileged=$?
        """;
    Outcome run;
    try (Program program = bench.coffer("run", "--name", "one", "--rm", "--", "sh", "-c", script)) {
      run = program.closeInput().finish().ok();
    }

    assertThat(run.lines())
        .containsExactly("built", "from the project", "1", "evil=125", "privileged=125");
    assertThat(run.errors()).contains("(container.bind)", "(container.privileged)", "removed");
  }
}
