package dev.cofferdam.watch.discovery;

import java.util.Optional;

/**
 * A terminal by its device number. Pseudo terminals are numbered anew in every container, so {@code
 * pts/0} of one is not {@code pts/0} of another.
 *
 * @param major 136 to 143 for pseudo terminals, 4 for consoles and serial lines
 */
public record Tty(int major, int minor) {
  private static final int FIRST_PTS = 136;
  private static final int LAST_PTS = 143;
  private static final int CONSOLE = 4;
  private static final int FIRST_SERIAL = 64;

  /** Decodes field 7 of /proc/PID/stat: minor in bits 31–20 and 7–0, major in 19–8. */
  static Optional<Tty> of(int number) {
    return number == 0
        ? Optional.empty()
        : Optional.of(new Tty((number >>> 8) & 0xfff, ((number >>> 20) << 8) | (number & 0xff)));
  }

  /** As {@code ps} writes it: {@code pts/3}, {@code tty1}, {@code ttyS0}. */
  @Override
  public String toString() {
    if (major >= FIRST_PTS && major <= LAST_PTS) {
      return "pts/" + ((major - FIRST_PTS) * 256 + minor);
    }
    if (major == CONSOLE) {
      return minor < FIRST_SERIAL ? "tty" + minor : "ttyS" + (minor - FIRST_SERIAL);
    }
    return "tty(" + major + "," + minor + ")";
  }
}
