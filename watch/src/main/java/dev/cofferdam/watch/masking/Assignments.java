package dev.cofferdam.watch.masking;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is assigned to a name that says what it is: {@code DB_PASSWORD=…}, {@code "client_secret":
 * "…"}, {@code password: …}. The name stays, the value is masked.
 */
final class Assignments {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_VALUE = 2048;

  /** With these in its name a value is a password: short ones and plain words count too. */
  private static final List<String> PASSWORDS =
      List.of("password", "passwd", "passphrase", "pwd", "secret", "credential");

  /** With these in its name a value is a key, if it looks like one. */
  private static final List<String> KEYS =
      List.of(
          "token",
          "apikey",
          "api_key",
          "api-key",
          "accesskey",
          "access_key",
          "access-key",
          "privatekey",
          "private_key",
          "private-key",
          "secretkey",
          "auth_key",
          "authkey",
          "encryption_key",
          "signing_key",
          "bearer",
          "webhook_url",
          "connectionstring",
          "pat");

  private Assignments() {}

  /**
   * Looks on both sides of an equals sign or a colon.
   *
   * @return where to look next: behind the value, when it was one
   */
  static int at(String text, int sign, Findings findings) {
    int next = sign + 1;
    if (next >= text.length() || sign == 0) {
      return sign;
    }
    char after = text.charAt(next);
    char before = text.charAt(sign - 1);
    if (after == '='
        || after == ':'
        || after == '/'
        || before == '='
        || before == ':'
        || before == '!'
        || before == '<') {
      // A comparison, a scope or a URL assigns nothing.
      return sign;
    }
    String name = name(text, sign);
    if (name == null) {
      return sign;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    boolean password = contains(PASSWORDS, lower);
    if ((!password && !isKeyName(lower)) || lower.endsWith("_file") || lower.endsWith("-file")) {
      return sign;
    }
    return value(text, sign, isEnvironment(name, text, sign), password, findings);
  }

  private static int value(
      String text, int sign, boolean environment, boolean password, Findings findings) {
    int from = sign + 1;
    if (from < text.length() && text.charAt(from) == '>') {
      from++;
    }
    while (from < text.length() && Letters.isSpace(text.charAt(from))) {
      from++;
    }
    if (from >= text.length()) {
      return sign;
    }
    char quote = text.charAt(from);
    boolean quoted = quote == '"' || quote == '\'';
    int start = quoted ? from + 1 : from;
    if (start >= text.length() || Values.isReference(text, start, start + 1)) {
      return sign;
    }
    int end = end(text, start, quoted ? quote : 0);
    int length = end - start;
    if (length < (password || environment ? 4 : 12)
        || Values.isReference(text, start, end)
        || Values.isWord(text, start, end)) {
      return sign;
    }
    if (!password && Values.isNumber(text, start, end)) {
      return sign;
    }
    if (!quoted && !environment && Values.isCode(text, start, end)) {
      return sign;
    }
    if (!password && !environment && !quoted && !hasDigit(text, start, end)) {
      return sign;
    }
    findings.add(start, end, password ? "password" : "assigned-key");
    return end;
  }

  /** The name before the sign, without quotes; null when there is none. */
  private static @Nullable String name(String text, int sign) {
    int end = sign;
    while (end > 0 && Letters.isSpace(text.charAt(end - 1)) && sign - end < 8) {
      end--;
    }
    if (end > 0 && (text.charAt(end - 1) == '"' || text.charAt(end - 1) == '\'')) {
      end--;
    }
    int from = end;
    while (from > 0 && end - from < LONGEST_NAME && isNameLetter(text.charAt(from - 1))) {
      from--;
    }
    return end - from < 3 ? null : text.substring(from, end);
  }

  private static int end(String text, int from, int quote) {
    int limit = Math.min(text.length(), from + LONGEST_VALUE);
    int end = from;
    while (end < limit) {
      char c = text.charAt(end);
      if (c == '\n' || c == '\r') {
        break;
      }
      if (quote != 0) {
        if (c == '\\' && end + 1 < limit) {
          end += 2;
          continue;
        }
        if (c == quote) {
          break;
        }
      } else if (c <= ' ' || c == '"' || c == '\'' || c == ',' || c == ';' || c == ')' || c == '&'
          || c == '}' || c == '|' || c == '`') {
        break;
      }
      end++;
    }
    return Math.min(end, limit);
  }

  private static boolean isNameLetter(char c) {
    return Letters.isKey(c) || c == '.';
  }

  private static boolean contains(List<String> words, String name) {
    for (String word : words) {
      if (name.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** {@code tokens} and {@code max_token_count} are numbers of tokens, {@code path} is no PAT. */
  private static boolean isKeyName(String name) {
    for (String word : KEYS) {
      int at = name.lastIndexOf(word);
      if (at >= 0 && at + word.length() == name.length()) {
        return !word.equals("pat") || at == 0 || name.charAt(at - 1) == '_';
      }
    }
    return name.endsWith("private_key_id");
  }

  private static boolean isEnvironment(String name, String text, int sign) {
    if (text.charAt(sign) != '=' || Letters.isSpace(text.charAt(sign - 1))) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if ((Letters.kind(name.charAt(i)) & Letters.LOWER) != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasDigit(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if ((Letters.kind(text.charAt(i)) & Letters.DIGIT) != 0) {
        return true;
      }
    }
    return false;
  }
}
