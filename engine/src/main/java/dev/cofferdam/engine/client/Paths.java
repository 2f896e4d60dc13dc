package dev.cofferdam.engine.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Percent-encoding for paths and queries: every byte of UTF-8 that RFC 3986 does not call
 * unreserved is encoded, so that no part of a name can be read as a part of the path.
 */
public final class Paths {
  private static final String UNRESERVED = "-._~";
  private static final String IMAGE = UNRESERVED + "/:@";
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private Paths() {}

  /** One segment of a path: {@code /} is encoded, too. */
  public static String segment(String name) {
    return encoded(name, UNRESERVED);
  }

  /** An image reference, whose {@code /}, {@code :} and {@code @} Docker wants as they are. */
  public static String image(String reference) {
    return encoded(reference, IMAGE);
  }

  /** {@code ?a=b&c=d}, in the map's order; the empty string when there is nothing. */
  public static String query(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(e -> segment(e.getKey()) + "=" + segment(e.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /**
   * Whether Docker's router would take this for names at all: an empty, {@code .} or {@code ..}
   * segment would be cleaned away, and the request answered for another path.
   */
  static boolean routable(String name) {
    for (String segment : name.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    return true;
  }

  private static String encoded(String text, String kept) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 0x80
          && ((c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || kept.indexOf(c) >= 0)) {
        out.append(c);
      } else {
        out.append('%').append(HEX[c >> 4]).append(HEX[c & 15]);
      }
    }
    return out.toString();
  }
}
