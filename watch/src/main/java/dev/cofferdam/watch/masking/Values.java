package dev.cofferdam.watch.masking;

import java.util.Locale;
import java.util.Set;

/** Whether what is assigned to a name such as {@code password} is a secret or stands for one. */
final class Values {
  private static final Set<String> WORDS =
      Set.of(
          "string",
          "str",
          "text",
          "null",
          "none",
          "nil",
          "true",
          "false",
          "undefined",
          "required",
          "optional",
          "number",
          "boolean",
          "bool",
          "bytes",
          "object",
          "any",
          "varchar",
          "self",
          "this",
          "password",
          "passwd",
          "secret",
          "token",
          "changeme",
          "redacted",
          "hidden",
          "masked",
          "example",
          "placeholder",
          "your-password",
          "yourpassword",
          "value",
          "invalid",
          "expired",
          "missing",
          "wrong",
          "authentication");

  private Values() {}

  /** {@code $NAME}, {@code ${NAME}}, {@code <password>}, {@code ****} and the like. */
  static boolean isReference(String text, int from, int to) {
    char first = text.charAt(from);
    if (first == '$'
        || first == '<'
        || first == '{'
        || first == '%'
        || first == '['
        || first == '('
        || first == '`') {
      return true;
    }
    if (to - from < 3) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c != '*' && c != '.' && c != 'x' && c != 'X' && c != '…' && c != '•') {
        return false;
      }
    }
    return true;
  }

  /** A word that people and programs write where a secret would stand. */
  static boolean isWord(String text, int from, int to) {
    return to - from <= 16 && WORDS.contains(text.substring(from, to).toLowerCase(Locale.ROOT));
  }

  /** Made of digits alone, such as a count or a duration. */
  static boolean isNumber(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != ',' && c != '_') {
        return false;
      }
    }
    return true;
  }

  /** Code that fetches a value: calls, members and indexes. */
  static boolean isCode(String text, int from, int to) {
    boolean plain = true;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '(' || c == '[' || c == '{') {
        return true;
      }
      if (!Letters.isWord(text, i) && c != '.' && c != '?' && c != ':') {
        plain = false;
      }
    }
    return plain && text.substring(from, to).indexOf('.') > 0;
  }
}
