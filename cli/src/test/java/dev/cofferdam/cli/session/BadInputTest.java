package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.ContainerCreate;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
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

  @AfterEach
  void nothingIsLeft() throws Exception {
    bench.clear();
  }

  @Test
  void anEngineThatIsNotThere() throws Exception {
    refused(1, "Start the engine", "run", "--name", "bad", "--engine", "unix:///nowhere.sock");
  }

  @Test
  void anEngineThatThisUserMayNotUse() throws Exception {
    Path closed = Files.createDirectory(bench.root.resolve("closed"));
    Path socket = closed.resolve("docker.sock");
    Files.createSymbolicLink(socket, Path.of(bench.engineUrl.substring("unix://".length())));
    close(closed);
    refusedWithoutPrivileges(
        1,
        "This user may not use the socket",
        "run",
        "--name",
        "bad",
        "--engine",
        "unix://" + socket);
  }

  @Test
  void aFolderThatIsNotThereOrIsNoProject() throws Exception {
    refused(2, "there is no folder absent", "run", "--name", "bad", "absent");
    refused(2, "/etc is no project", "run", "--name", "bad", "/etc");
  }

  @Test
  void namesThatNobodyKnows() throws Exception {
    refused(2, "--agent cloude is no agent; did you mean claude?", "run", "--agent", "cloude");
    refused(2, "--profile x is no profile; use base", "run", "--name", "bad", "--profile", "x");
    refused(2, "did you mean python?", "run", "--name", "bad", "--profile", "pyton");
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
  void aKeyThatIsMissingOrThatThisUserMayNotRead() throws Exception {
    refused(1, "absent is no file", "run", "--name", "bad", "--credential", "openai=file:absent");
    refused(1, "NONE, which is not set", "run", "--name", "bad", "--credential", "openai=env:NONE");
    Path key = close(Files.writeString(bench.root.resolve("key"), "sk-very-secret"));
    refusedWithoutPrivileges(
        1, "may not read", "run", "--name", "bad", "--credential", "openai=file:" + key);
    refusedWithoutPrivileges(
        1, "may not read", "run", "--name", "bad", "--secret", "k=file:" + key);
  }

  @Test
  void aNameThatAnotherProjectOrAForeignContainerHas() throws Exception {
    bench.smallImage();
    try (Program first = bench.coffer("run", "-d", "--name", "one", "--", "sleep", "60")) {
      first.closeInput().finish().ok();
    }
    String other = Bench.own(Files.createDirectory(bench.root.resolve("other"))).toString();
    refused(1, "taken by the session of " + bench.project, "run", "--name", "one", other);
    assertThat(bench.has("one")).isTrue();

    try (EngineClient engine = bench.engine()) {
      Body foreign =
          ContainerCreate.SHAPE
              .empty()
              .with(ContainerCreate.IMAGE, Bench.IMAGE)
              .with(ContainerCreate.CMD, List.of("true"));
      String id = engine.actions(Duration.ofSeconds(20)).createContainer("cofferdam-bad", foreign);
      assertThat(said(1, "run", "--name", "bad"))
          .contains("that Cofferdam did not make: choose another name with --name");
      assertThat(engine.actions(Duration.ofSeconds(20)).removeContainer(id)).isTrue();
    }
    assertThat(bench.root.resolve("state/cofferdam/sessions/bad")).doesNotExist();
  }

  @Test
  void anImageThatCannotBeBuilt() throws Exception {
    try (EngineClient engine = bench.engine()) {
      Bench.debian(engine);
    }
    bench.settings("agent: shell\n");
    Files.writeString(
        bench.project.resolve(".coffer/Dockerfile"),
        "FROM cofferdam-test/debian:trixie\nRUN echo the compiler is missing && exit 7\n");
    assertThat(
            refused(
                1,
                "returned a non-zero code: 7. Nothing was started. Correct",
                "run",
                "--name",
                "bad"))
        .contains("  | the compiler is missing");
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

  /** Takes a file away from this user, who may be root: who has no capabilities is like others. */
  private static Path close(Path file) throws Exception {
    Bench.own(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    return file;
  }

  private String refused(int code, String says, String... arguments) throws Exception {
    return refused(code, says, bench.command(arguments));
  }

  private void refusedWithoutPrivileges(int code, String says, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("setpriv", "--bounding-set=-all", "--"));
    command.addAll(bench.command(arguments));
    refused(code, says, command);
  }

  private String refused(int code, String says, List<String> command) throws Exception {
    String said = said(code, command);
    assertThat(said).contains(says);
    assertThat(bench.has("bad")).isFalse();
    assertThat(bench.volume("cofferdam-bad-home")).isEmpty();
    assertThat(bench.root.resolve("state/cofferdam/sessions/bad")).doesNotExist();
    return said;
  }

  private String said(int code, String... arguments) throws Exception {
    return said(code, bench.command(arguments));
  }

  private String said(int code, List<String> command) throws Exception {
    try (Program program = Program.start(bench.project, bench.environment(), command)) {
      Outcome outcome = program.closeInput().finish();
      outcome.exits(code);
      assertThat(outcome.errors()).doesNotContain("\tat ").doesNotContain("sk-very-secret");
      return outcome.errors();
    }
  }
}
