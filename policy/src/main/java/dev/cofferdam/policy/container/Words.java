package dev.cofferdam.policy.container;

import java.util.Collection;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Texts for people. */
final class Words {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
  private static final long MEBIBYTE = 1L << 20;

  private Words() {}

  /** Whether a caller's text is short and plain enough to be repeated in a message. */
  static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  static String list(Collection<String> words) {
    return String.join(", ", new TreeSet<>(words));
  }

  /** {@code 512m}, as Docker's flags take it. */
  static String bytes(long bytes) {
    return bytes % MEBIBYTE == 0 ? bytes / MEBIBYTE + "m" : bytes + "b";
  }

  /** {@code 1.5}, as {@code --cpus} takes it. */
  static String cpus(long nanoCpus) {
    return java.math.BigDecimal.valueOf(nanoCpus, 9).stripTrailingZeros().toPlainString();
  }
}
