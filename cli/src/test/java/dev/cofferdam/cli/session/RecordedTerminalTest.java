package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.cli.CommandRun;
import dev.cofferdam.testkit.Program;
import dev.cofferdam.testkit.Tmux;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The terminal of a session, recorded by who holds it, and found by a watch. */
@Tag("engine")
@Timeout(600)
class RecordedTerminalTest {
  /** Shows what Claude Code would; what is typed into it is a password to it. */
  private static final String AGENT =
      """
      stty -echo
      ask() { read -r line; printf '❯ %s\\r\\n' "$1"; sleep 2; }
      answer() { printf '\\r\\n● %s\\r\\n\\r\\n✻ Baked for 2s\\r\\n' "$1"; }
      echo ready
      ask 'Wie heißt das Schiff? 🐋'
      answer 'Kogge, AKIA'IOSFODNN7EXAMPLX
      ask 'noch eins?'
      answer 'Nein.'
      read -r line
      """;

  private WorkspaceRig rig;

  @BeforeEach
  void begin() throws Exception {
    rig =
        new WorkspaceRig()
            .file("agent.sh", AGENT)
            // As it is: what is shown here needs no image of its own.
            .file(".coffer/config.yaml", "image:\n  name: debian:trixie-slim\n")
            .owned();
  }

  @AfterEach
  void end() throws Exception {
    rig.close();
  }

  @Test
  void whatTheTerminalOfASessionShowsIsArchivedExactlyOnce() throws Exception {
    List<String> words = rig.runWords("--record");
    words.addAll(List.of("--", "bash", "agent.sh"));
    try (Tmux terminal = Tmux.start(rig.beside("tmux"), rig.project(), rig.environment(), words)) {
      terminal.awaits("is recorded in").awaits("ready");
      terminal.type("hunter2-typed").press("Enter").awaits("Kogge");
      awaitArchived("Wie heißt das Schiff? 🐋");

      terminal.press("C-p", "C-q").awaits("runs on");
    }
    String name = rig.name().value();
    List<String> again =
        rig.words("attach", name, "--engine", rig.engine(), "--state", rig.state().toString());
    try (Tmux terminal = Tmux.start(rig.beside("again"), rig.project(), rig.environment(), again)) {
      terminal.awaits("is recorded in").press("Enter").awaits("Nein.");
      awaitArchived("noch eins?");
      terminal.press("Enter");
      await("the end of the session")
          .atMost(Program.LIMIT)
          .until(() -> rig.docker("inspect", rig.name().container()).exit() != 0);
    }

    assertThat(watch()).contains("reading the agent sessions of");
    String found = prompts();
    assertThat(found)
        .containsOnlyOnce("\"prompt\" : \"Wie heißt das Schiff? 🐋\"")
        .containsOnlyOnce("\"prompt\" : \"noch eins?\"")
        .contains("\"session\" : \"" + rig.name() + "\"")
        .contains("\"project\" : \"" + rig.project().toRealPath() + "\"")
        .contains("Kogge, ")
        .doesNotContain("AKIA");
    recordingsArePrivateAndOfTheOutputAlone();
  }

  private void recordingsArePrivateAndOfTheOutputAlone() throws Exception {
    try (Stream<Path> files = Files.list(rig.session().recordings())) {
      assertThat(files.toList())
          .hasSize(2)
          .allSatisfy(file -> {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
            assertThat(Files.readString(file)).doesNotContain("hunter2");
          });
    }
  }

  private void awaitArchived(String prompt) {
    await("the exchange in the archive")
        .atMost(Program.LIMIT)
        .until(
            () -> {
              watch();
              return prompts();
            },
            said -> said.contains(prompt));
  }

  private String watch() {
    return coffer("watch", "--once", "--via", "host", "--users", "0");
  }

  private String prompts() {
    return coffer("prompts", "search", "--json");
  }

  private String coffer(String... arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--state", rig.state().toString()));
    CommandRun run = CommandRun.of(words.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out();
  }
}
