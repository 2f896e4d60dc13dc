package dev.cofferdam.watch.archive;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where a page ends: what the last exchange has in each of the things that are sorted by.
 *
 * @param score how well it matched; 0 where the order is one of time
 * @param started in milliseconds since 1970
 * @param id its id
 */
public record Cursor(float score, long started, String id) {

  /** As it is handed out. */
  public String text() {
    String text = Float.floatToIntBits(score) + " " + started + " " + id;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * As it came back.
   *
   * @throws IllegalArgumentException when it is none of ours
   */
  public static Cursor parse(String text) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 3);
      if (parts.length == 3) {
        return new Cursor(
            Float.intBitsToFloat(Integer.parseInt(parts[0])), Long.parseLong(parts[1]), parts[2]);
      }
    } catch (IllegalArgumentException e) {
      // Told below, for every way of being wrong alike.
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no place to go on from; take what the page before said");
  }
}
