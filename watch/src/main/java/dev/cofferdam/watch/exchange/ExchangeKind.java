package dev.cofferdam.watch.exchange;

import java.util.Optional;

/** How the prompt of an exchange came to be. */
public enum ExchangeKind {
  /** A person (or a program in a person's place) asked. */
  PROMPT("prompt"),
  /** A prompt typed while the agent was still busy with the one before. */
  QUEUED("queued"),
  /** A slash command of the agent, such as {@code /compact}. */
  COMMAND("command"),
  /** The agent asked a sub-agent. */
  SUBAGENT("subagent");

  private final String word;

  ExchangeKind(String word) {
    this.word = word;
  }

  /** The word for it in options, filters and stored data. */
  public String word() {
    return word;
  }

  /** The kind with this word; empty when there is none. */
  public static Optional<ExchangeKind> of(String word) {
    for (ExchangeKind kind : values()) {
      if (kind.word.equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
