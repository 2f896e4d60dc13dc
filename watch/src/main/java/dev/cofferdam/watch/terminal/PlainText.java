package dev.cofferdam.watch.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Text of a terminal without what is not text: colours, links, titles, and whatever else an escape
 * sequence may be. For what a terminal multiplexer has laid out already; sequences that move about
 * are dropped, not followed.
 */
public final class PlainText {
  private static final char ESCAPE = '\u001b';
  private static final char BELL = '\u0007';

  private PlainText() {}

  /** The lines, without escape sequences, control characters and blanks at their ends. */
  public static List<String> lines(String captured) {
    List<String> lines = new ArrayList<>();
    for (String line : of(captured).split("\n", -1)) {
      lines.add(line.stripTrailing());
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  static String of(String captured) {
    StringBuilder plain = new StringBuilder(captured.length());
    int i = 0;
    while (i < captured.length()) {
      char c = captured.charAt(i);
      if (c == ESCAPE) {
        i = afterSequence(captured, i + 1);
      } else {
        if (c == '\n' || c == '\t' || (c >= ' ' && c != 0x7f && !(c >= 0x80 && c < 0xa0))) {
          plain.append(c);
        }
        i++;
      }
    }
    return plain.toString();
  }

  /** ECMA-48: CSI ends with a byte from @ to ~, strings end with BEL or ST, the rest is short. */
  private static int afterSequence(String text, int at) {
    if (at >= text.length()) {
      return at;
    }
    return switch (text.charAt(at)) {
      case '[' -> afterControl(text, at + 1);
      case ']', 'P', 'X', '^', '_' -> afterString(text, at + 1);
      case '\n' -> at;
      default -> afterShort(text, at);
    };
  }

  private static int afterControl(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= 0x20 && text.charAt(i) <= 0x3f) {
      i++;
    }
    boolean ended = i < text.length() && text.charAt(i) >= '@' && text.charAt(i) <= '~';
    return ended ? i + 1 : i;
  }

  private static int afterString(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == BELL) {
        return i + 1;
      }
      if (c == ESCAPE) {
        return i + 1 < text.length() && text.charAt(i + 1) == '\\' ? i + 2 : i;
      }
      if (c == '\n') {
        return i;
      }
    }
    return text.length();
  }

  /** Two bytes, or more with intermediate ones in between. */
  private static int afterShort(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= 0x20 && text.charAt(i) <= 0x2f) {
      i++;
    }
    return Math.min(text.length(), i + 1);
  }
}
