package dev.cofferdam.watch.monitor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of exchanges that only a screen shows: the same however often the screen is read. */
final class ScreenIds {
  private static final int DIGEST_BYTES = 16;

  private ScreenIds() {}

  /**
   * An id by what was watched, since when, and how often before the same was asked there.
   *
   * @param watched tells it from everything else that began in the same second
   */
  static String of(String watched, long began, int nth, String prompt) {
    String text = watched + " " + began + " " + nth + " " + prompt;
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
