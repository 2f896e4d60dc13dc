package dev.cofferdam.engine.build;

import java.util.Map;
import java.util.Optional;

/**
 * Docker's expansion of one word: quotes go, escapes take the next character as it is, {@code $X},
 * {@code ${X}}, {@code ${X:-w}}, {@code ${X-w}}, {@code ${X:+w}} and {@code ${X+w}} become values.
 * Empty when a variable has no known value or a modifier is not one of these: the caller then knows
 * nothing about the result.
 */
final class Expansion {
  private final String word;
  private final char escape;
  private final Map<String, String> known;
  private final StringBuilder out = new StringBuilder();
  private int at;

  private Expansion(String word, char escape, Map<String, String> known) {
    this.word = word;
    this.escape = escape;
    this.known = known;
  }

  static Optional<String> of(String word, char escape, Map<String, String> known) {
    Expansion expansion = new Expansion(word, escape, known);
    return expansion.run() ? Optional.of(expansion.out.toString()) : Optional.empty();
  }

  private boolean run() {
    boolean quoted = false;
    while (at < word.length()) {
      char c = word.charAt(at++);
      if (c == '\'' && !quoted) {
        int end = word.indexOf('\'', at);
        if (end < 0) {
          return false;
        }
        out.append(word, at, end);
        at = end + 1;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == '$') {
        if (!variable()) {
          return false;
        }
      } else if (c == escape && at < word.length()) {
        char next = word.charAt(at++);
        if (quoted && next != '"' && next != '$' && next != escape) {
          out.append(c);
        }
        out.append(next);
      } else if (c != escape) {
        out.append(c);
      }
    }
    return !quoted;
  }

  private boolean variable() {
    if (at == word.length() || word.charAt(at) != '{') {
      String name = name();
      String value = known.get(name);
      if (name.isEmpty() || value == null) {
        return false;
      }
      out.append(value);
      return true;
    }
    at++;
    String name = name();
    int end = word.indexOf('}', at);
    if (name.isEmpty() || end < 0) {
      return false;
    }
    String modifier = word.substring(at, end);
    at = end + 1;
    String value = known.get(name);
    if (modifier.isEmpty()) {
      return value != null && append(value);
    }
    boolean colon = modifier.startsWith(":");
    String rest = modifier.substring(colon ? 1 : 0);
    // Nested words are not followed: they may hold a closing brace.
    if (rest.isEmpty() || rest.chars().anyMatch(c -> c == '$' || c == '{' || c == escape)) {
      return false;
    }
    String fallback = rest.substring(1);
    if (fallback.indexOf('"') >= 0 || fallback.indexOf('\'') >= 0 || value == null) {
      return false;
    }
    boolean set = !colon || !value.isEmpty();
    return switch (rest.charAt(0)) {
      case '-' -> append(set ? value : fallback);
      case '+' -> append(set ? fallback : "");
      default -> false;
    };
  }

  private boolean append(String text) {
    out.append(text);
    return true;
  }

  private String name() {
    int start = at;
    while (at < word.length() && isNameByte(word.charAt(at), at > start)) {
      at++;
    }
    return word.substring(start, at);
  }

  private static boolean isNameByte(char c, boolean later) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (later && c >= '0' && c <= '9');
  }
}
