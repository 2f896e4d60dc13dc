package dev.cofferdam.watch.transcript;

import dev.cofferdam.watch.masking.Masking;
import java.util.Map;

/** A text that grows by paragraphs up to a limit. Each paragraph is masked once. */
final class Text {
  private final int most;
  private final StringBuilder masked = new StringBuilder();
  private final StringBuilder fresh = new StringBuilder();
  private long leftOut;

  Text(int most) {
    this.most = most;
  }

  void add(String paragraph) {
    if (paragraph.isEmpty()) {
      return;
    }
    int length = masked.length() + fresh.length();
    if (length > 0) {
      fresh.append("\n\n");
    }
    int room = Math.max(0, most - length);
    if (paragraph.length() > room) {
      int kept = wordEnd(paragraph, room);
      leftOut += paragraph.length() - kept;
      fresh.append(paragraph, 0, kept);
    } else {
      fresh.append(paragraph);
    }
  }

  boolean isEmpty() {
    return masked.isEmpty() && fresh.isEmpty();
  }

  String masked(Masking masking, Map<String, Integer> counts) {
    if (!fresh.isEmpty()) {
      masked.append(masking.mask(fresh.toString(), counts));
      fresh.setLength(0);
    }
    return leftOut == 0
        ? masked.toString()
        : masked + "\n… [" + leftOut + " more characters are not kept]";
  }

  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, boundary(text, most)) + "…";
  }

  /** Where the last word before there ends: half a secret could not be recognised as one. */
  private static int wordEnd(String text, int at) {
    int end = at;
    while (end > 0 && !Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** Not between the halves of a character outside the basic plane. */
  private static int boundary(String text, int at) {
    return at > 0 && at < text.length() && Character.isHighSurrogate(text.charAt(at - 1))
        ? at - 1
        : at;
  }
}
