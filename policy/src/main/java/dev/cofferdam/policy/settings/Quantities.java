package dev.cofferdam.policy.settings;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and CPUs as Docker's command line writes them. */
public final class Quantities {
  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,9})?) ?([kKmMgGtT])?(?:[iI]?[bB])?");
  private static final Pattern CPUS = Pattern.compile("[0-9]{1,6}(?:\\.[0-9]{1,9})?");
  private static final String UNITS = "kmgt";
  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(60);

  private Quantities() {}

  /**
   * Bytes of {@code 512m}, {@code 1.5g}, {@code 2GiB} or {@code 1048576}; units are powers of 1024,
   * in either case. A fraction of a byte is dropped.
   *
   * @throws IllegalArgumentException for anything else and for more than 2^60 bytes
   */
  public static long bytes(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("is no size; write 512m, 1.5g or a number of bytes");
    }
    String unit = matcher.group(2);
    int power = unit == null ? 0 : UNITS.indexOf(Character.toLowerCase(unit.charAt(0))) + 1;
    BigInteger bytes =
        new BigDecimal(matcher.group(1))
            .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(10 * power)))
            .toBigInteger();
    if (bytes.compareTo(MOST) > 0) {
      throw new IllegalArgumentException("is more than any machine has");
    }
    return bytes.longValueExact();
  }

  /** The shortest text that {@link #bytes} reads back exactly. */
  static String ofBytes(long bytes) {
    int power = 0;
    long rest = bytes;
    while (power < UNITS.length() && rest > 0 && rest % 1024 == 0) {
      rest /= 1024;
      power++;
    }
    return power == 0 ? Long.toString(bytes) : rest + UNITS.substring(power - 1, power);
  }

  /**
   * Billionths of a CPU of {@code 1.5}.
   *
   * @throws IllegalArgumentException for anything but a decimal number with at most nine decimals
   */
  public static long nanoCpus(String text) {
    if (!CPUS.matcher(text).matches()) {
      throw new IllegalArgumentException("is no number of CPUs; write 2 or 0.5");
    }
    return new BigDecimal(text).movePointRight(9).longValueExact();
  }

  static String ofNanoCpus(long nanoCpus) {
    return BigDecimal.valueOf(nanoCpus, 9).stripTrailingZeros().toPlainString();
  }
}
