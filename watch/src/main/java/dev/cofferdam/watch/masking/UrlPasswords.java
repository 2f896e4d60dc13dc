package dev.cofferdam.watch.masking;

/** Passwords in URLs: {@code scheme://user:password@host}. Only the password is masked. */
final class UrlPasswords {
  private static final int LONGEST = 512;

  private UrlPasswords() {}

  /** Looks behind a colon that may be the scheme's. */
  static void at(String text, int colon, Findings findings) {
    if (!text.startsWith("://", colon) || !Letters.isWord(text, colon - 1)) {
      return;
    }
    int from = colon + 3;
    int limit = Math.min(text.length(), from + LONGEST);
    int password = -1;
    int at = -1;
    for (int i = from; i < limit; i++) {
      char c = text.charAt(i);
      if (c == ':' && password < 0) {
        password = i + 1;
      } else if (c == '@') {
        at = i;
      } else if (c <= ' ' || c == '/' || c == '?' || c == '#' || c == '"' || c == '\'') {
        break;
      }
    }
    if (password >= 0 && at > password && !Values.isReference(text, password, at)) {
      findings.add(password, at, "url-password");
    }
  }
}
