package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One clear message with the next step, the right exit code, and nothing left half made. */
@Tag("engine")
class BadInputTest {
  @TempDir private Path folder;
  private Bench bench;

  @BeforeEach
  void aProject() throws Exception {
    bench = new Bench(folder, "COFFER_TEST_ENGINE_NEW");
    bench.clear();
  }

  @Test
  void anEngineThatIsNotThere() throws Exception {
    refused(1, "Start the engine", "run", "--name", "bad", "--engine", "unix:///nowhere.sock");
  }

  @Test
  void aFolderThatIsNotThereOrIsNoProject() throws Exception {
    refused(2, "there is no folder absent", "run", "--name", "bad", "absent");
    refused(2, "/etc is no project", "run", "--name", "bad", "/etc");
  }

  @Test
  void namesThatNobodyKnows() throws Exception {
    refused(2, "--agent clod is no agent; use", "run", "--name", "bad", "--agent", "clod");
    refused(2, "--profile x is no profile; use", "run", "--name", "bad", "--profile", "x");
    refused(2, "/none: it is neither a preset", "run", "--name", "bad", "--policy", "none");
    refused(2, "'B D' is no session name", "run", "--name", "B D");
    refused(1, "there is no session bad", "kill", "bad");
    refused(1, "no session bad runs here", "attach", "bad");
  }

  @Test
  void aSecretThatIsMissing() throws Exception {
    refused(1, "where there is no file", "run", "--name", "bad", "--secret", "k=file:absent");
  }

  @Test
  void anImageThatTheEngineDoesNotHave() throws Exception {
    bench.settings("image: {name: 'cofferdam-test/absent'}\n");
    refused(1, "the engine has no image cofferdam-test/absent; pull", "run", "--name", "bad");
  }

  @Test
  void settingsThatCannotBeUnderstood() throws Exception {
    bench.settings("agnet: claude\n");
    refused(2, "unknown key; did you mean agent?", "run", "--name", "bad");
  }

  @Test
  void settingsThatReachBeyondTheProjectAndNobodyAgreedTo() throws Exception {
    bench.settings("mounts: ['/data=/srv']\n");
    refused(3, "run again with --trust", "run", "--name", "bad");
  }

  @Test
  void settingsAreNotOverwritten() throws Exception {
    refused(1, "is there already", "init");
    Path other = Files.createDirectory(bench.root.resolve("other"));
    try (Program init = bench.coffer("init", other.toString())) {
      init.finish().ok();
    }
    assertThat(other.resolve(".coffer/config.yaml")).content().contains("#agent: claude");
  }

  private void refused(int code, String says, String... arguments) throws Exception {
    try (Program program = bench.coffer(arguments)) {
      Outcome outcome = program.closeInput().finish();
      outcome.exits(code);
      assertThat(outcome.errors()).contains(says).doesNotContain("\tat ");
    }
    assertThat(bench.has("bad")).isFalse();
    assertThat(bench.volume("cofferdam-bad-home")).isEmpty();
  }
}
