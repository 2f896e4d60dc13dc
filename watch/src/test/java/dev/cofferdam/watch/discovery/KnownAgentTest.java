package dev.cofferdam.watch.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownAgentTest {
  @Test
  void claudeCodeIsKnownHoweverItWasInstalled() {
    assertThat(agent("claude", "claude")).contains(KnownAgent.CLAUDE_CODE);
    assertThat(agent("claude", "/home/u/.local/bin/claude", "--resume"))
        .contains(KnownAgent.CLAUDE_CODE);
    assertThat(agent("claude", "/n/node_modules/@anthropic-ai/claude-code/bin/claude.exe", "-p"))
        .contains(KnownAgent.CLAUDE_CODE);
    assertThat(
            agent("node", "node", "/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js", "-p"))
        .contains(KnownAgent.CLAUDE_CODE);
    assertThat(agent("node", "/usr/bin/node", "--max-old-space-size=9", "/usr/bin/claude"))
        .contains(KnownAgent.CLAUDE_CODE);
  }

  @Test
  void othersAreKnownToo() {
    assertThat(agent("codex", "codex")).contains(KnownAgent.CODEX);
    assertThat(agent("node", "node", "/usr/bin/gemini")).contains(KnownAgent.GEMINI_CLI);
    assertThat(agent("aider", "/usr/bin/python3.13", "/home/u/.local/bin/aider", "--model", "x"))
        .contains(KnownAgent.AIDER);
    assertThat(agent("opencode", "/usr/local/bin/opencode")).contains(KnownAgent.OPENCODE);
  }

  @Test
  void whatOnlyMentionsAnAgentIsNone() {
    assertThat(agent("vim", "vim", "claude")).isEmpty();
    assertThat(agent("grep", "grep", "-r", "claude", ".")).isEmpty();
    assertThat(agent("bash", "bash", "-c", "claude -p hello")).isEmpty();
    assertThat(agent("node", "node", "server.js", "claude")).isEmpty();
    assertThat(agent("tmux: server", "tmux", "new-session", "claude")).isEmpty();
    assertThat(agent("kthreadd")).isEmpty();
    assertThat(agent("wine", "goose")).as("a word, with another process name").isEmpty();
  }

  @Test
  void argumentsAreCutAtZeros() {
    assertThat(line("claude\0--resume\0x y\0")).containsExactly("claude", "--resume", "x y");
    assertThat(line("claude\0\0-p\0")).containsExactly("claude", "", "-p");
    assertThat(line("no zero")).containsExactly("no zero");
    assertThat(line("")).isEmpty();
    assertThat(line("claude --title\0\0\0\0")).as("a title over it").containsExactly("claude");
  }

  @Test
  void theLauncherOrTheResumeSayTheSession() {
    String id = "0a1b2c3d-1111-4222-8333-444455556666";

    assertThat(claim("claude", "--session-id", id)).contains(id);
    assertThat(claim("claude", "--session-id=" + id, "-p", "x")).contains(id);
    assertThat(claim("claude", "--resume", id)).contains(id);
    assertThat(claim("claude", "-r", id, "more")).contains(id);
    assertThat(claim("claude", "--resume", id, "--fork-session")).isEmpty();
    assertThat(claim("claude", "--resume")).isEmpty();
    assertThat(claim("claude", "--resume", "the last one")).isEmpty();
    assertThat(claim("claude", "-p", "--", "--resume", id)).as("a prompt").isEmpty();
  }

  @Test
  void theContainerIsReadFromTheControlGroup() {
    String id = "0123456789abcdef".repeat(4);

    assertThat(container("0::/system.slice/docker-" + id + ".scope\n")).contains(id);
    assertThat(container("12:pids:/docker/" + id + "\n11:cpu:/docker/" + id)).contains(id);
    assertThat(container("0::/../" + id)).contains(id);
    assertThat(container("0::/machine.slice/libpod-" + id + ".scope/container")).contains(id);
    assertThat(container("0::/user.slice/user-1000.slice/session-3.scope")).isEmpty();
    assertThat(container("")).isEmpty();
  }

  @Test
  void onlyAFewVariablesAreKept() {
    Surroundings kept =
        Surroundings.of(
            "HOME=/home/u\0ANTHROPIC_API_KEY=sk-ant-x\0CLAUDE_CONFIG_DIR=/a/../b\0TMUX=\0"
                .getBytes(StandardCharsets.UTF_8));

    assertThat(kept.toString()).doesNotContain("sk-ant");
    assertThat(kept.folder("HOME")).contains("/home/u");
    assertThat(kept.folder("CLAUDE_CONFIG_DIR")).as("a path that climbs").isEmpty();
    assertThat(kept.get("TMUX")).as("set to nothing").isEmpty();
  }

  private static Optional<KnownAgent> agent(String name, String... arguments) {
    return KnownAgent.of(name, List.of(arguments));
  }

  private static List<String> line(String text) {
    return CommandLine.of(text.getBytes(StandardCharsets.UTF_8)).arguments();
  }

  private static Optional<String> claim(String... arguments) {
    return Claims.of(KnownAgent.CLAUDE_CODE, new CommandLine(List.of(arguments)))
        .map(SessionLink.Certain::session);
  }

  private static Optional<String> container(String cgroup) {
    return ControlGroup.container(cgroup.getBytes(StandardCharsets.UTF_8));
  }
}
