package dev.cofferdam.policy.settings;

import java.net.InetAddress;
import java.util.regex.Pattern;

/** Reads addresses of the host. */
final class Addresses {
  private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern V4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]{2,45}");

  private Addresses() {}

  /**
   * @throws IllegalArgumentException for names and for anything that only some read as an address
   */
  static String parse(String text) {
    if (V4.matcher(text).matches()) {
      return text;
    }
    if (text.indexOf(':') >= 0 && V6.matcher(text).matches()) {
      try {
        var _ = InetAddress.ofLiteral(text);
        return text;
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException("is no address", wrong);
      }
    }
    throw new IllegalArgumentException("is no address; write 127.0.0.1 or ::1");
  }
}
