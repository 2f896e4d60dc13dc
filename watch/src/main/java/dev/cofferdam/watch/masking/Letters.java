package dev.cofferdam.watch.masking;

/** What a character is to the search; a table, because every character is asked. */
final class Letters {
  static final int UPPER = 1;
  static final int LOWER = 2;
  static final int DIGIT = 4;

  /** Beside letters and digits, what keys and base64 are made of. */
  static final int JOINER = 8;

  static final int ALNUM = UPPER | LOWER | DIGIT;
  static final int WORD = 16;

  private static final byte[] KINDS = new byte[128];

  static {
    for (int c = 0; c < KINDS.length; c++) {
      int kind = 0;
      if (c >= 'A' && c <= 'Z') {
        kind = UPPER | WORD;
      } else if (c >= 'a' && c <= 'z') {
        kind = LOWER | WORD;
      } else if (c >= '0' && c <= '9') {
        kind = DIGIT | WORD;
      } else if (c == '_') {
        kind = JOINER | WORD;
      } else if (c == '-' || c == '+' || c == '/' || c == '=') {
        kind = JOINER;
      }
      KINDS[c] = (byte) kind;
    }
  }

  private Letters() {}

  static int kind(char c) {
    return c < 128 ? KINDS[c] : 0;
  }

  static boolean isWord(String text, int at) {
    return at >= 0 && at < text.length() && (kind(text.charAt(at)) & WORD) != 0;
  }

  static boolean isKey(char c) {
    return (kind(c) & ALNUM) != 0 || c == '_' || c == '-';
  }

  /** The end of the run of letters, digits, underscores and hyphens from here. */
  static int keyEnd(String text, int from) {
    int end = from;
    while (end < text.length() && isKey(text.charAt(end))) {
      end++;
    }
    return end;
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
