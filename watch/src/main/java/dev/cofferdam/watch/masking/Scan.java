package dev.cofferdam.watch.masking;

/**
 * One walk over a text. At each character it asks whether a secret of some kind can begin (or, for
 * passwords, whether what announces one ends) here; every answer looks at a bounded part of the
 * text, or at a part that the walk then leaves behind.
 */
final class Scan {
  private Scan() {}

  static void find(String text, Findings findings) {
    int pem = 0;
    int run = -1;
    int token = 0;
    int assigned = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int kind = Letters.kind(c);
      if (kind != 0) {
        if (run < 0) {
          run = i;
        }
        if ((kind & Letters.ALNUM) != 0 && i >= token && !Letters.isWord(text, i - 1)) {
          token = c == 'e' ? WebTokens.at(text, i, findings) : KnownTokens.at(text, i, findings);
        }
        if (c == '-' && i >= pem) {
          pem = PrivateKeys.at(text, i, findings);
          Flags.at(text, i, findings);
        } else if (c == '=' && i >= assigned) {
          assigned = Assignments.at(text, i, findings);
        }
        continue;
      }
      if (run >= 0) {
        RandomLooking.run(text, run, i, findings);
        run = -1;
      }
      if (c == ':') {
        UrlPasswords.at(text, i, findings);
        WebTokens.telegram(text, i, findings);
        if (i >= assigned) {
          assigned = Assignments.at(text, i, findings);
        }
      } else if (c == ' ') {
        WebTokens.authorization(text, i, findings);
      }
    }
    if (run >= 0) {
      RandomLooking.run(text, run, text.length(), findings);
    }
  }
}
