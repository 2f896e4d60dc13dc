package dev.cofferdam.cli.session;

import java.util.Locale;

/** Bytes as people read them. */
final class Size {
  private static final String[] UNITS = {"kB", "MB", "GB", "TB"};

  private Size() {}

  /** As {@code 310 MB}; units are powers of 1000, as Docker's. */
  static String of(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }
}
