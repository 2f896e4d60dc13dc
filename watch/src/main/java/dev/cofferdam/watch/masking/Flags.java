package dev.cofferdam.watch.masking;

import java.util.List;

/** Passwords on command lines: {@code --password …}, {@code --token …}, {@code curl -u name:…}. */
final class Flags {
  private static final List<String> NAMES =
      List.of("--password ", "--passwd ", "--pass ", "--token ", "--api-key ", "--secret ");

  private Flags() {}

  /** Looks for an option that begins at this hyphen. */
  static void at(String text, int hyphen, Findings findings) {
    if (hyphen > 0 && !Letters.isSpace(text.charAt(hyphen - 1))) {
      return;
    }
    for (String name : NAMES) {
      if (text.startsWith(name, hyphen)) {
        value(text, hyphen + name.length(), false, findings);
        return;
      }
    }
    if (text.startsWith("-u ", hyphen)) {
      value(text, hyphen + 3, true, findings);
    }
  }

  private static void value(String text, int from, boolean behindName, Findings findings) {
    int limit = Math.min(text.length(), from + 512);
    int start = from;
    if (start < limit && (text.charAt(start) == '"' || text.charAt(start) == '\'')) {
      start++;
    }
    int end = start;
    int colon = -1;
    while (end < limit
        && text.charAt(end) > ' '
        && text.charAt(end) != '"'
        && text.charAt(end) != '\'') {
      if (text.charAt(end) == ':' && colon < 0) {
        colon = end;
      }
      end++;
    }
    int secret = behindName ? colon + 1 : start;
    if ((behindName && colon < 0)
        || end - secret < 4
        || Values.isReference(text, secret, end)
        || Values.isWord(text, secret, end)
        || text.charAt(secret) == '-'
        || Values.isNumber(text, secret, end)) {
      return;
    }
    findings.add(secret, end, "password");
  }
}
