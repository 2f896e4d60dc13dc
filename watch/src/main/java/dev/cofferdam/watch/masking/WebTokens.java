package dev.cofferdam.watch.masking;

/** JSON web tokens, authorization headers, Telegram's bots. */
final class WebTokens {
  private WebTokens() {}

  /**
   * Looks for a JSON web token that begins here: three parts, the first of which is an encoded
   * <code>{"</code>.
   *
   * @return where to look next
   */
  static int at(String text, int from, Findings findings) {
    if (!text.startsWith("eyJ", from)) {
      return from;
    }
    int head = Letters.keyEnd(text, from);
    if (head - from < 12 || !dot(text, head)) {
      return head;
    }
    int body = Letters.keyEnd(text, head + 1);
    if (body - head < 8 || !dot(text, body)) {
      return body;
    }
    int signature = Letters.keyEnd(text, body + 1);
    findings.add(from, signature, "jwt");
    return signature;
  }

  /** Looks for the token of a Telegram bot around this colon: number, colon, {@code AA…}. */
  static void telegram(String text, int colon, Findings findings) {
    if (!text.startsWith(":AA", colon)) {
      return;
    }
    int from = colon;
    while (from > 0
        && colon - from <= 12
        && (Letters.kind(text.charAt(from - 1)) & Letters.DIGIT) != 0) {
      from--;
    }
    int end = Letters.keyEnd(text, colon + 1);
    int length = end - colon - 1;
    if (colon - from >= 8 && colon - from <= 12 && length >= 33 && length <= 40) {
      findings.add(from, end, "telegram-token");
    }
  }

  /** Looks for {@code Bearer …} or {@code Basic …} whose blank this is. */
  static void authorization(String text, int blank, Findings findings) {
    if (!before(text, blank, "bearer") && !before(text, blank, "basic")) {
      return;
    }
    int end = blank + 1;
    while (end < text.length() && isTokenLetter(text.charAt(end))) {
      end++;
    }
    if (end - blank > 16 && mixed(text, blank + 1, end)) {
      findings.add(blank + 1, end, "authorization");
    }
  }

  private static boolean before(String text, int at, String word) {
    int from = at - word.length();
    return from >= 0
        && text.regionMatches(true, from, word, 0, word.length())
        && !Letters.isWord(text, from - 1);
  }

  /** A word of prose has no digits and no capitals inside. */
  private static boolean mixed(String text, int from, int to) {
    int kinds = 0;
    for (int i = from; i < to; i++) {
      kinds |= Letters.kind(text.charAt(i));
    }
    return Integer.bitCount(kinds & Letters.ALNUM) > 1;
  }

  private static boolean isTokenLetter(char c) {
    return Letters.kind(c) != 0 || c == '.' || c == '~';
  }

  private static boolean dot(String text, int at) {
    return at < text.length() && text.charAt(at) == '.';
  }
}
