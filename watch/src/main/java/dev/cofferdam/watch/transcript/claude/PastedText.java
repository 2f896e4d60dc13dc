package dev.cofferdam.watch.transcript.claude;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes away what Claude Code (2.1.332 and others) puts around pasted text to tell the model where
 * it begins and ends: a tag with a number of its own, an empty line before it, a line end after it.
 */
final class PastedText {
  private static final String TAG = "<pasted_content id=\"";
  private static final Pattern OPENING =
      Pattern.compile("\n{0,2}<pasted_content id=\"([0-9a-zA-Z]{1,32})\">\n");

  private PastedText() {}

  /** The text as it was typed and pasted. */
  static String unwrapped(String text) {
    if (!text.contains(TAG)) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    Matcher opening = OPENING.matcher(text);
    int done = 0;
    while (opening.find(done)) {
      String closing = "\n</pasted_content id=\"" + opening.group(1) + "\">";
      int end = text.indexOf(closing, opening.end() - 1);
      if (end < 0) {
        break;
      }
      plain.append(text, done, opening.start());
      plain.append(text, Math.min(opening.end(), end), end);
      done = end + closing.length();
      if (done < text.length() && text.charAt(done) == '\n') {
        done++;
      }
    }
    return plain.append(text, done, text.length()).toString();
  }
}
