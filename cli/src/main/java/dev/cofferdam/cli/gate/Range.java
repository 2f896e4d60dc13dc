package dev.cofferdam.cli.gate;

/** What the numbers of a gate may be. */
enum Range {
  EVENT_LOOPS(1, 64),
  MAX_CONNECTIONS(1, 1_000_000),
  GRACE_SECONDS(0, 3600);

  private final int least;
  private final int most;

  Range(int least, int most) {
    this.least = least;
    this.most = most;
  }

  /**
   * Reads a number of this range.
   *
   * @throws IllegalArgumentException saying what it may be
   */
  int parse(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw wrong();
    }
    return checked(Integer.parseInt(text));
  }

  /** The same number, if it is of this range. */
  int checked(int number) {
    if (number < least || number > most) {
      throw wrong();
    }
    return number;
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException("is no whole number from " + least + " to " + most);
  }
}
