package dev.cofferdam.watch.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A recording of a terminal, as asciicast files of version 2 and 3 hold it.
 *
 * @param version 2 or 3
 * @param columns of the terminal at the start
 * @param rows of the terminal at the start
 * @param started when it began, to the second; empty when the file does not say
 * @param title empty when there is none
 * @param command what ran; empty when the file does not say
 * @param events in order of time
 */
public record Recording(
    int version,
    int columns,
    int rows,
    Optional<Instant> started,
    String title,
    String command,
    List<Event> events) {
  /** Copies. */
  public Recording {
    events = List.copyOf(events);
  }

  /** All output, one piece after the other. */
  public String output() {
    StringBuilder all = new StringBuilder();
    for (Event event : events) {
      if (event.kind() == Kind.OUTPUT) {
        all.append(event.data());
      }
    }
    return all.toString();
  }

  /** What happened. */
  public enum Kind {
    OUTPUT('o'),
    INPUT('i'),
    MARKER('m'),
    /** {@code 100x50}. */
    RESIZE('r'),
    /** The exit status, as a number. */
    EXIT('x');

    private final char code;

    Kind(char code) {
      this.code = code;
    }

    char code() {
      return code;
    }

    static Optional<Kind> of(String code) {
      for (Kind kind : values()) {
        if (code.length() == 1 && code.charAt(0) == kind.code) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * Something that happened.
   *
   * @param at from the start, whichever way the file counts
   */
  public record Event(Duration at, Kind kind, String data) {}
}
