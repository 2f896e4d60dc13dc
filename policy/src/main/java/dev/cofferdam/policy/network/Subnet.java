package dev.cofferdam.policy.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses such as {@code 172.20.0.0/16}.
 *
 * @param first the lowest address, as a number
 * @param bits 32 or 128
 * @param length of the prefix
 */
record Subnet(String text, BigInteger first, int bits, int length) {
  private static final Pattern CIDR =
      Pattern.compile("([0-9.]{7,15}|[0-9a-fA-F:.]{2,45})/([0-9]{1,3})");
  private static final int SMALLEST_PREFIX_4 = 16;
  private static final int SMALLEST_PREFIX_6 = 48;

  /** The subnet, or null for anything but an address and a prefix length. */
  static @Nullable Subnet parse(String text) {
    if (!CIDR.matcher(text).matches()) {
      return null;
    }
    int slash = text.indexOf('/');
    try {
      byte[] address = InetAddress.ofLiteral(text.substring(0, slash)).getAddress();
      int bits = address.length * 8;
      int length = Integer.parseInt(text.substring(slash + 1));
      return length > bits ? null : of(text, new BigInteger(1, address), bits, length);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static Subnet of(String text, BigInteger address, int bits, int length) {
    return new Subnet(
        text, address.shiftRight(bits - length).shiftLeft(bits - length), bits, length);
  }

  /** Whether all of it is in a range that no public address is in: RFC 1918, RFC 4193. */
  boolean isPrivate() {
    return Private.RANGES.stream().anyMatch(range -> range.contains(this));
  }

  /** Whether it leaves room for others in its range. */
  boolean isSmall() {
    return length >= (bits == 32 ? SMALLEST_PREFIX_4 : SMALLEST_PREFIX_6);
  }

  boolean contains(Subnet other) {
    return bits == other.bits
        && length <= other.length
        && first.equals(other.first.shiftRight(bits - length).shiftLeft(bits - length));
  }

  private static final class Private {
    static final List<Subnet> RANGES =
        Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fd00::/8")
            .map(Subnet::parse)
            .filter(Objects::nonNull)
            .toList();
  }
}
