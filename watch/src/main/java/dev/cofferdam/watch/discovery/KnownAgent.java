package dev.cofferdam.watch.discovery;

import dev.cofferdam.watch.exchange.AgentKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The coding agents that are known, by the names of their programs. */
public enum KnownAgent {
  /** The npm package's program has this ending on every system. */
  CLAUDE_CODE("Claude Code", "claude claude-code claude.exe", "@anthropic-ai/claude-code/"),
  CODEX("Codex", "codex", "@openai/codex/"),
  GEMINI_CLI("Gemini CLI", "gemini", "@google/gemini-cli/"),
  QWEN_CODE("Qwen Code", "qwen", "@qwen-code/qwen-code/"),
  OPENCODE("opencode", "opencode", "opencode-ai/"),
  COPILOT_CLI("Copilot CLI", "copilot", "@github/copilot/"),
  CURSOR_AGENT("Cursor Agent", "cursor-agent", "cursor-agent/"),
  AIDER("aider", "aider", "/aider/"),
  GOOSE("goose", "goose", "/goose-ai/"),
  AMP("Amp", "amp", "@sourcegraph/amp/");

  /** Programs that run a script: the script is the agent, then. */
  private static final Set<String> INTERPRETERS =
      Set.of("node", "nodejs", "bun", "deno", "python", "python3", "uv", "uvx", "pipx");

  private final String label;

  /** Separated by blanks. */
  private final String programs;

  private final String pack;

  KnownAgent(String label, String programs, String pack) {
    this.label = label;
    this.programs = programs;
    this.pack = pack;
  }

  /** Its name for people. */
  public String label() {
    return label;
  }

  /** Its kind as exchanges name it; {@code OTHER} where nobody can read its transcripts. */
  public AgentKind kind() {
    return switch (this) {
      case CLAUDE_CODE -> AgentKind.CLAUDE_CODE;
      case CODEX -> AgentKind.CODEX;
      case GEMINI_CLI -> AgentKind.GEMINI;
      case QWEN_CODE, OPENCODE, COPILOT_CLI, CURSOR_AGENT, AIDER, GOOSE, AMP -> AgentKind.OTHER;
    };
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
    return (kind == GOOSE || kind == AMP) && !kind.isCalled(name);
  }

  private boolean isCalled(String program) {
    return List.of(programs.split(" ", -1)).contains(program);
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
      if (kind.isCalled(program)) {
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
