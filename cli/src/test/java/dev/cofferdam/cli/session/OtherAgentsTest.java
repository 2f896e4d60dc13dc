package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import dev.cofferdam.testkit.StubAssistant;
import dev.cofferdam.testkit.Surroundings;
import dev.cofferdam.testkit.Tmux;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The real Codex and the real Gemini CLI in a workspace, each driven by a stand-in for its model:
 * they hold a placeholder, the key reaches the API, and their shell has Docker.
 */
@Tag("engine")
@Tag("agents")
@Timeout(600)
class OtherAgentsTest {
  private static final String KEY = "sk-the-real-key-of-this-test";

  private StubAssistant model;
  private WorkspaceRig rig;

  @BeforeEach
  void begin() throws Exception {
    Path agents = Surroundings.path("COFFER_TEST_AGENTS");
    model = StubAssistant.start("docker version --format '{{.Server.Os}}'; env | grep API_KEY");
    rig =
        new WorkspaceRig()
            .settings("mounts:\n  - /opt/agents=" + agents + ":ro\n")
            .file(".gemini/settings.json", "{\"privacy\":{\"usageStatisticsEnabled\":false}}")
            .owned();
  }

  @AfterEach
  void end() throws Exception {
    rig.close();
    model.close();
  }

  @Test
  void codexWorksWithAPlaceholder() throws Exception {
    rig.environment("OPENAI_API_KEY", KEY).environment("OPENAI_BASE_URL", model.url() + "/v1");

    Outcome outcome =
        run("openai=env:OPENAI_API_KEY", "codex", "exec", "--skip-git-repo-check", "look around");

    assertThat(outcome.ok().text()).isEqualTo("all done");
    itSawDockerAndNoKey();
    assertThat(model.requests())
        .allSatisfy(
            call -> assertThat(call.headers()).containsEntry("authorization", "Bearer " + KEY));
  }

  @Test
  void geminiWorksWithAPlaceholder() throws Exception {
    rig.environment("GEMINI_API_KEY", KEY)
        .environment("GOOGLE_GEMINI_BASE_URL", model.url().toString());

    Outcome outcome = run("gemini=env:GEMINI_API_KEY", "gemini", "--yolo", "-p", "look around");

    assertThat(outcome.ok().text()).isEqualTo("all done");
    itSawDockerAndNoKey();
    assertThat(model.requests())
        .allSatisfy(call -> assertThat(call.headers()).containsEntry("x-goog-api-key", KEY));
  }

  @Test
  void codexWorksInATerminalToo() throws Exception {
    rig.environment("OPENAI_API_KEY", KEY).environment("OPENAI_BASE_URL", model.url() + "/v1");

    inATerminal(
        "openai=env:OPENAI_API_KEY",
        "codex",
        "--dangerously-bypass-approvals-and-sandbox",
        "look around");

    itSawDockerAndNoKey();
  }

  @Test
  void geminiWorksInATerminalToo() throws Exception {
    rig.environment("GEMINI_API_KEY", KEY)
        .environment("GOOGLE_GEMINI_BASE_URL", model.url().toString());

    inATerminal("gemini=env:GEMINI_API_KEY", "gemini", "--yolo", "-i", "look around");

    itSawDockerAndNoKey();
  }

  /** Until the agent has said its last word; closing the rig ends the session. */
  private void inATerminal(String credential, String agent, String... arguments) throws Exception {
    List<String> words = rig.runWords("--credential", credential, "--rm", "--");
    words.add("/opt/agents/node_modules/.bin/" + agent);
    words.addAll(List.of(arguments));
    try (Tmux terminal = Tmux.start(rig.beside("tmux"), rig.project(), rig.environment(), words)) {
      terminal.awaits("all done");
    }
  }

  private void itSawDockerAndNoKey() {
    String results = model.requests().getLast().results();
    assertThat(results).contains("linux", "API_KEY=").doesNotContain(KEY);
  }

  private Outcome run(String credential, String agent, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/opt/agents/node_modules/.bin/" + agent));
    command.addAll(List.of(arguments));
    try (Program run =
        rig.run(List.of("--credential", credential, "--rm"), command.toArray(String[]::new))) {
      return run.closeInput().finish();
    }
  }
}
