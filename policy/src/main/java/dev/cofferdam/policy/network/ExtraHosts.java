package dev.cofferdam.policy.network;

import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.Ruling;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names that a container or build knows beside DNS, as {@code name:address}. The gateway's address
 * ({@code host-gateway}) is let through: a container can find it out by itself, and Compose files
 * use it. Link-local addresses are not: clouds keep the host's credentials there.
 */
public final class ExtraHosts {
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\\]?");

  private ExtraHosts() {}

  /** Checks every entry. */
  public static void check(Ruling ruling, List<String> entries) {
    entries.forEach(entry -> check(ruling, entry));
  }

  private static void check(Ruling ruling, String entry) {
    int colon = entry.indexOf(':');
    int equals = entry.indexOf('=');
    int at = colon < 0 || (equals >= 0 && equals < colon) ? equals : colon;
    String address = at < 0 ? "" : entry.substring(at + 1);
    if (!address.equals("host-gateway") && (address.isEmpty() || !isHarmless(address))) {
      ruling.refuse(
          Rules.CONTAINER_EXTRA_HOSTS,
          "this extra host is not allowed here",
          "write NAME:ADDRESS with an address that is not link-local, or NAME:host-gateway");
    }
  }

  private static boolean isHarmless(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      return false;
    }
    String bare = text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
    try {
      InetAddress address = InetAddress.ofLiteral(bare);
      return !address.isLinkLocalAddress() && !address.isMulticastAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
