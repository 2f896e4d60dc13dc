package dev.cofferdam.watch.exchange;

import java.util.Optional;

/**
 * One use of a tool. What the tool printed is not kept: that is where secrets of the machine end
 * up.
 *
 * @param name as the agent calls it, such as {@code Bash}
 * @param digest the first 16 hex digits of the SHA-256 of the input, taken after secrets were
 *     masked: equal inputs are recognised, and no short secret can be guessed from it
 * @param input the start of the masked input, for people; at most some hundred characters
 * @param outcome how it ended
 */
public record ToolUse(String name, String digest, String input, Outcome outcome) {

  /** How a use of a tool ended. */
  public enum Outcome {
    /** No result is on record: still running, or cut off. */
    PENDING("pending"),
    OK("ok"),
    /** The tool, or the person who was asked, said no. */
    FAILED("failed");

    private final String word;

    Outcome(String word) {
      this.word = word;
    }

    /** The word for it in stored data. */
    public String word() {
      return word;
    }

    /** The outcome with this word; empty when there is none. */
    public static Optional<Outcome> of(String word) {
      for (Outcome outcome : values()) {
        if (outcome.word.equals(word)) {
          return Optional.of(outcome);
        }
      }
      return Optional.empty();
    }
  }
}
