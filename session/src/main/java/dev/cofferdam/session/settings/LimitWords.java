package dev.cofferdam.session.settings;

import dev.cofferdam.policy.settings.Quantities;
import java.util.regex.Pattern;

/** Limits of a workspace as people write them, in a file and on the command line. */
public final class LimitWords {
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,6}");
  private static final long LEAST_MEMORY = 64L << 20;

  private LimitWords() {}

  /**
   * Bytes, from {@code 512m} or {@code 4g}.
   *
   * @throws IllegalArgumentException when it is none, or less than 64 MiB
   */
  public static long memory(String text) {
    long bytes = Quantities.bytes(text);
    if (bytes < LEAST_MEMORY) {
      throw new IllegalArgumentException("is too little to work in; give at least 64m");
    }
    return bytes;
  }

  /**
   * Billionths of a CPU, from a decimal.
   *
   * @throws IllegalArgumentException when it is none, or less than 0.01
   */
  public static long cpus(String text) {
    long nanoCpus = Quantities.nanoCpus(text);
    if (nanoCpus < 10_000_000) {
      throw new IllegalArgumentException("is too little; give at least 0.01");
    }
    return nanoCpus;
  }

  /**
   * A number of processes.
   *
   * @throws IllegalArgumentException when it is none, or more than seven digits
   */
  public static long count(String text) {
    if (!COUNT.matcher(text).matches()) {
      throw new IllegalArgumentException("is no number of processes; write 2048");
    }
    return Long.parseLong(text);
  }
}
