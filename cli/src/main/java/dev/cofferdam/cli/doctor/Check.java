package dev.cofferdam.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param what was looked at, in a word or two
 * @param found what there is
 * @param next what to do about it; empty when nothing is to be done
 */
record Check(Level level, String what, String found, String next) {

  /** How it is. */
  enum Level {
    /** As it should be. */
    FINE("✓"),
    /** Works, with something to know or to better. */
    CAREFUL("!"),
    /** Does not work. */
    BROKEN("✗");

    private final String sign;

    Level(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  static Check fine(String what, String found) {
    return new Check(Level.FINE, what, found, "");
  }

  static Check careful(String what, String found, String next) {
    return new Check(Level.CAREFUL, what, found, next);
  }

  static Check broken(String what, String found, String next) {
    return new Check(Level.BROKEN, what, found, next);
  }
}
