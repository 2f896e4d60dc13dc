package dev.cofferdam.cli;

import static dev.cofferdam.testkit.Surroundings.path;
import static dev.cofferdam.testkit.Surroundings.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.testkit.ClaudeCode;
import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import dev.cofferdam.testkit.Reply;
import dev.cofferdam.testkit.StubModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real agent in a container of somebody else's, watched from outside. */
@Tag("engine")
@Timeout(150)
class WatchContainerTest {
  private static final String IMAGE = "coffer-watch-agent";
  private static final String USER = "42431";
  private static final String PROMPT = "Häng dich auf – bitte ⏳";

  @TempDir private Path folder;

  @BeforeAll
  static void image() throws Exception {
    docker("import", path("COFFER_TEST_DEBIAN_TAR").toString(), IMAGE).ok();
  }

  @AfterAll
  static void removeImage() throws Exception {
    docker("rmi", IMAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"helper", "host"})
  void whatTheRealAgentIsAskedInAContainerIsArchived(String via) throws Exception {
    String name = "coffer-watch-agent-" + via;
    try (StubModel model =
        StubModel.start().on(PROMPT, Reply.bash("tail -f /dev/null").saying("Gleich."))) {
      docker(
              "run",
              "-d",
              "--name",
              name,
              "--network",
              "host",
              "--user",
              USER + ":" + USER,
              "-w",
              "/tmp",
              "-e",
              "HOME=/tmp",
              "-e",
              "ANTHROPIC_BASE_URL=" + model.url(),
              "-e",
              "ANTHROPIC_API_KEY=" + ClaudeCode.KEY,
              "-e",
              "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1",
              "-e",
              "DISABLE_AUTOUPDATER=1",
              "-v",
              ClaudeCode.command().toRealPath() + ":/usr/local/bin/claude:ro",
              IMAGE,
              "claude",
              "-p",
              PROMPT,
              "--allowedTools",
              "Bash")
          .ok();

      await("the exchange in the archive")
          .atMost(Program.LIMIT)
          .until(
              () -> {
                // On a busy machine a helper's time may be over before it is through.
                watch(via);
                return prompts();
              },
              said -> said.contains("tail -f /dev/null"));

      assertThat(watch(via).out())
          .contains(name, "Claude Code", USER, "not captured: it has no terminal");
      assertThat(prompts())
          .contains("\"prompt\" : \"" + PROMPT + "\"", "\"source\" : \"container:" + name + "\"")
          .contains("Gleich.")
          .containsOnlyOnce("\"prompt\" :");
    } finally {
      docker("rm", "-f", name);
    }
  }

  private CommandRun watch(String via) {
    return CommandRun.of(
        "watch",
        "--once",
        "--via",
        via,
        "--users",
        USER,
        "--helper-image",
        IMAGE,
        "--engine",
        value("COFFER_TEST_ENGINE_NEW"),
        "--state",
        folder.toString());
  }

  private String prompts() {
    CommandRun run = CommandRun.of("prompts", "search", "--json", "--state", folder.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }

  private static Outcome docker(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(value("COFFER_TEST_DOCKER"), "-H", value("COFFER_TEST_ENGINE_NEW")));
    command.addAll(Arrays.asList(arguments));
    try (Program docker = Program.start(Path.of("/"), Map.of(), command)) {
      return docker.finish();
    }
  }
}
