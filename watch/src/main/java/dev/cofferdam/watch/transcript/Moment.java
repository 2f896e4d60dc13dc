package dev.cofferdam.watch.transcript;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** Points in time as agents write them, thousands in a file and nearly all in one form. */
public final class Moment {
  private static final String FORM = "0000-00-00T00:00:00";

  private Moment() {}

  /** The point in time in a text of ISO 8601; 1970 when there is none. */
  public static Instant of(String text) {
    if (text.isEmpty()) {
      return Instant.EPOCH;
    }
    try {
      return isPlain(text) ? plain(text) : Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  /** {@code 2026-01-31T23:59:59Z}, with up to nine digits of a second's parts before the Z. */
  private static boolean isPlain(String text) {
    int end = text.length() - 1;
    if (end < FORM.length() || text.charAt(end) != 'Z' || end > FORM.length() + 10) {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char expected = i < FORM.length() ? FORM.charAt(i) : i == FORM.length() ? '.' : '0';
      char c = text.charAt(i);
      if (expected == '0' ? c < '0' || c > '9' : c != expected) {
        return false;
      }
    }
    return end != FORM.length() + 1
        && number(text, 11, 13) < 24
        && number(text, 14, 16) < 60
        && number(text, 17, 19) < 60;
  }

  private static Instant plain(String text) {
    int end = text.length() - 1;
    int nanos = 0;
    for (int i = FORM.length() + 1; i < FORM.length() + 10; i++) {
      nanos = nanos * 10 + (i < end ? text.charAt(i) - '0' : 0);
    }
    long day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
    return Instant.ofEpochSecond(
        day * 86_400
            + number(text, 11, 13) * 3600L
            + number(text, 14, 16) * 60L
            + number(text, 17, 19),
        nanos);
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
