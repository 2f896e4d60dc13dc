package dev.cofferdam.watch.masking;

/**
 * Strings that look drawn by lot. Hashes, UUIDs and other hexadecimal are not taken (they are all
 * over a developer's texts and rarely secret), nor is what is too long for a key, such as a picture
 * in base64.
 */
final class RandomLooking {
  private static final int LEAST = 24;
  private static final int MOST = 200;
  private static final double BITS = 4.0;

  private RandomLooking() {}

  /** Looks at a run of letters, digits and joiners. */
  static void run(String text, int from, int to, Findings findings) {
    int length = to - from;
    if (length < LEAST || length > 4096) {
      return;
    }
    // A path or a chain of words is many short runs; a key is one long one.
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || isBreak(text, i, from, to)) {
        part(text, start, i, findings);
        start = i + 1;
      }
    }
  }

  private static boolean isBreak(String text, int at, int from, int to) {
    char c = text.charAt(at);
    return c == '=' || (c == '/' && at > from && at + 1 < to && hasSlashNear(text, at, from, to));
  }

  /** Base64 has a slash every 64 characters or so; a path has one every few. */
  private static boolean hasSlashNear(String text, int at, int from, int to) {
    for (int i = Math.max(from, at - 12); i < Math.min(to, at + 13); i++) {
      if (i != at && text.charAt(i) == '/') {
        return true;
      }
    }
    return from > 0 && (text.charAt(from) == '/' || text.charAt(from - 1) == '.');
  }

  private static void part(String text, int from, int to, Findings findings) {
    int length = to - from;
    if (length < LEAST || length > MOST || isKnown(text, from)) {
      return;
    }
    int[] counts = new int[128];
    int upper = 0;
    int lower = 0;
    int digit = 0;
    int turns = 0;
    int before = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      counts[c]++;
      int kind = Letters.kind(c) & Letters.ALNUM;
      upper += kind == Letters.UPPER ? 1 : 0;
      lower += kind == Letters.LOWER ? 1 : 0;
      digit += kind == Letters.DIGIT ? 1 : 0;
      turns += before != 0 && kind != before ? 1 : 0;
      before = kind;
    }
    // Words joined in camel case turn twice a word; what is drawn by lot turns every other letter.
    if (upper >= 3
        && lower >= 3
        && digit >= 2
        && turns * 100 >= length * 38
        && bits(counts, length) >= BITS) {
      findings.add(from, to, "random");
    }
  }

  private static boolean isKnown(String text, int from) {
    return text.startsWith("sha1-", from)
        || text.startsWith("sha256-", from)
        || text.startsWith("sha384-", from)
        || text.startsWith("sha512-", from)
        || text.startsWith("AAAA", from)
        || text.startsWith("toolu_", from)
        || text.startsWith("msg_", from)
        || text.startsWith("req_", from)
        || (from >= 7 && text.startsWith("base64,", from - 7));
  }

  private static double bits(int[] counts, int length) {
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / length;
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits;
  }
}
