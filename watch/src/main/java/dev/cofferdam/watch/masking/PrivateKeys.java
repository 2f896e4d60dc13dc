package dev.cofferdam.watch.masking;

/** Private keys in PEM blocks, whole; also where line ends are written as {@code \n}. */
final class PrivateKeys {
  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final int LONGEST = 32_768;

  private PrivateKeys() {}

  /**
   * Looks for a block that begins here.
   *
   * @return where to look next: the end of the block, so that no block is searched twice
   */
  static int at(String text, int from, Findings findings) {
    if (!text.startsWith(BEGIN, from)) {
      return from;
    }
    int title = from + BEGIN.length();
    int titleEnd = text.indexOf("-----", title, Math.min(text.length(), title + 60));
    if (titleEnd < 0 || !text.substring(title, titleEnd).contains("PRIVATE KEY")) {
      return title;
    }
    int limit = Math.min(text.length(), titleEnd + LONGEST);
    int end = text.indexOf(END, titleEnd, limit);
    // A block without an end is cut off: what is there is masked all the same.
    int close = end < 0 ? -1 : text.indexOf("-----", end + END.length(), limit);
    int to = end < 0 ? limit : close < 0 ? end + END.length() : close + 5;
    findings.add(from, to, "private-key");
    return to;
  }
}
