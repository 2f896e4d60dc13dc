package dev.cofferdam.cli.shared;

import java.time.Duration;
import java.util.Locale;

/** Values as people read them. */
public final class Text {
  private Text() {}

  /**
   * The text without control characters: what comes from a journal, an engine or a request must not
   * steer the terminal it is shown on.
   */
  public static String plain(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) || isInvisible(c) ? '?' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  /** The first 12 digits of a full id, as Docker shows it; any other text at most this long. */
  public static String shortened(String text, int most) {
    String id = text.startsWith("sha256:") ? text.substring(7) : text;
    if (id.matches("[0-9a-f]{64}")) {
      return id.substring(0, 12);
    }
    return text.length() > most ? text.substring(0, most - 1) + "…" : text;
  }

  /**
   * A duration with three digits or so: {@code 850µs}, {@code 12.3ms}, {@code 4.2s}, {@code 3m5s}.
   */
  public static String took(Duration duration) {
    long micros = duration.toNanos() / 1000;
    if (micros < 1000) {
      return micros + "µs";
    }
    if (micros < 1_000_000) {
      return decimal(micros / 1000.0) + "ms";
    }
    if (micros < 60_000_000) {
      return decimal(micros / 1_000_000.0) + "s";
    }
    return duration.toMinutes() + "m" + duration.toSecondsPart() + "s";
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
  }
}
