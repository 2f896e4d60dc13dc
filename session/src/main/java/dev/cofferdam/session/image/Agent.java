package dev.cofferdam.session.image;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Who works in a workspace. */
public enum Agent {
  CLAUDE("claude"),
  CODEX("codex"),
  GEMINI("gemini"),
  SHELL("bash", "-l");

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> command;

  Agent(String... command) {
    this.command = List.of(command);
  }

  /** The name people use. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is started when nothing else is asked for. */
  public List<String> command() {
    return command;
  }

  /**
   * @throws IllegalArgumentException when there is no such agent
   */
  public static Agent parse(String word) {
    for (Agent agent : values()) {
      if (agent.word().equals(word)) {
        return agent;
      }
    }
    throw new IllegalArgumentException(
        "is no agent; "
            + Suggestion.of(word, Arrays.stream(values()).map(Agent::word).toList())
            + "use claude, codex, gemini or shell");
  }
}
