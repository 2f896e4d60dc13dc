package dev.cofferdam.watch.exchange;

import java.util.Optional;

/** Which coding agent was asked. */
public enum AgentKind {
  CLAUDE_CODE("claude", "Claude Code"),
  CODEX("codex", "Codex"),
  GEMINI("gemini", "Gemini CLI"),
  /** An agent whose transcripts nobody here can read; only its processes and terminals are seen. */
  OTHER("other", "another agent");

  private final String word;
  private final String title;

  AgentKind(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /** The word for it in options, filters and stored data, as in {@code claude}. */
  public String word() {
    return word;
  }

  /** Its name as people write it. */
  public String title() {
    return title;
  }

  /** The kind with this word; empty when there is none. */
  public static Optional<AgentKind> of(String word) {
    for (AgentKind kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
