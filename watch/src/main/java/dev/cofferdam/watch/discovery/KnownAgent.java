package dev.cofferdam.watch.discovery;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The coding agents that are known, by the names of their programs. */
public enum KnownAgent {
  CLAUDE_CODE("Claude Code", Set.of("claude", "claude-code"), "@anthropic-ai/claude-code/"),
  CODEX("Codex", Set.of("codex"), "@openai/codex/"),
  GEMINI_CLI("Gemini CLI", Set.of("gemini"), "@google/gemini-cli/"),
  QWEN_CODE("Qwen Code", Set.of("qwen"), "@qwen-code/qwen-code/"),
  OPENCODE("opencode", Set.of("opencode"), "opencode-ai/"),
  COPILOT_CLI("Copilot CLI", Set.of("copilot"), "@github/copilot/"),
  CURSOR_AGENT("Cursor Agent", Set.of("cursor-agent"), "cursor-agent/"),
  AIDER("aider", Set.of("aider"), "/aider/"),
  GOOSE("goose", Set.of("goose"), "/goose-ai/"),
  AMP("Amp", Set.of("amp"), "@sourcegraph/amp/");

  /** Programs that run a script: the script is the agent, then. */
  private static final Set<String> INTERPRETERS =
      Set.of("node", "nodejs", "bun", "deno", "python", "python3", "uv", "uvx", "pipx");

  private final String label;
  private final Set<String> programs;
  private final String pack;

  KnownAgent(String label, Set<String> programs, String pack) {
    this.label = label;
    this.programs = programs;
    this.pack = pack;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /**
   * The agent that a command line starts, if it is one. Only the program counts, and for an
   * interpreter the script: not what else is on the line, or {@code vim claude} would be an agent.
   *
   * @param name what the process calls itself; node programs set it, also where the command line
   *     says node
   */
  static Optional<KnownAgent> of(String name, List<String> arguments) {
    if (arguments.isEmpty()) {
      return Optional.empty();
    }
    String program = lastPart(arguments.getFirst());
    if (INTERPRETERS.contains(unnumbered(program))) {
      return arguments.stream()
          .skip(1)
          .filter(argument -> !argument.startsWith("-"))
          .findFirst()
          .flatMap(KnownAgent::ofScript);
    }
    return ofProgram(program)
        .filter(kind -> !name.equals("sh") && !name.equals("bash") && !kindIsAWord(kind, name));
  }

  /** {@code goose} and {@code amp} are words; their processes bear the name themselves. */
  private static boolean kindIsAWord(KnownAgent kind, String name) {
    return (kind == GOOSE || kind == AMP) && !kind.programs.contains(name);
  }

  private static Optional<KnownAgent> ofScript(String script) {
    for (KnownAgent kind : values()) {
      if (script.contains(kind.pack)) {
        return Optional.of(kind);
      }
    }
    String program = lastPart(script);
    return ofProgram(program.replaceFirst("\\.(m?js|cjs|py)$", ""));
  }

  private static Optional<KnownAgent> ofProgram(String program) {
    for (KnownAgent kind : values()) {
      if (kind.programs.contains(program)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private static String unnumbered(String program) {
    return program.replaceFirst("[0-9.]+$", "").equals("python") ? "python" : program;
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
