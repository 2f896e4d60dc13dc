package dev.cofferdam.journal;

import org.jspecify.annotations.Nullable;

/** What an entry is about. */
public enum Kind {
  /** A request that was answered, or refused. */
  REQUEST("request"),
  /** A hijacked or endless stream (attach, exec, logs -f, events) began. */
  STREAM_OPEN("stream-open"),
  /** A stream ended; bytes and duration are those of the whole stream. */
  STREAM_END("stream-end"),
  /** Something that is not a request: start, stop, policy reload, a gap in the journal. */
  EVENT("event");

  private final String text;

  Kind(String text) {
    this.text = text;
  }

  /** The word used in the file. */
  public String text() {
    return text;
  }

  /** The kind written as {@code text}, or null when there is none. */
  static @Nullable Kind of(String text) {
    for (Kind kind : values()) {
      if (kind.text.equals(text)) {
        return kind;
      }
    }
    return null;
  }
}
