package dev.cofferdam.cli.shared;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads points in time: RFC 3339, or a duration back from now. */
public final class When {
  private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([smhd])");

  private When() {}

  /**
   * The point in time that the text names.
   *
   * @param text {@code 2026-01-31T12:00:00Z}, {@code 2026-01-31T12:00:00+01:00}, or {@code 30s},
   *     {@code 15m}, {@code 2h}, {@code 7d} ago
   * @throws IllegalArgumentException when it is neither
   */
  public static Instant parse(String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      long number = Long.parseLong(ago.group(1));
      return now.minus(
          switch (ago.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time; write 2026-01-31T12:00:00Z, or 2h for two hours ago", e);
    }
  }
}
