package dev.cofferdam.engine.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * An Engine API version such as 1.41. Docker accepts many spellings ({@code v01.41}, {@code
 * v1.41.0}); Cofferdam accepts and writes one.
 *
 * @param minor the part after {@code 1.}, from 10 to 99
 */
public record ApiVersion(int minor) implements Comparable<ApiVersion> {
  /**
   * The lowest version that presets accept: older ones weaken defaults (IPC mode, cgroup
   * namespace).
   */
  public static final ApiVersion FLOOR = new ApiVersion(40);

  public ApiVersion {
    if (minor < 10 || minor > 99) {
      throw new IllegalArgumentException("API version 1." + minor + " is outside 1.10 to 1.99");
    }
  }

  /** Reads {@code 1.41}; anything but {@code 1.} and two digits without a leading zero is null. */
  public static @Nullable ApiVersion parse(CharSequence text) {
    if (text.length() != 4 || text.charAt(0) != '1' || text.charAt(1) != '.') {
      return null;
    }
    int tens = text.charAt(2) - '0';
    int ones = text.charAt(3) - '0';
    if (tens < 1 || tens > 9 || ones < 0 || ones > 9) {
      return null;
    }
    return new ApiVersion(tens * 10 + ones);
  }

  public boolean atLeast(ApiVersion other) {
    return minor >= other.minor;
  }

  @Override
  public int compareTo(ApiVersion other) {
    return Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return "1." + minor;
  }
}
