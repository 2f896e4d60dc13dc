package dev.cofferdam.session.terminal;

import java.util.Locale;

/**
 * The keys that leave a session without ending it, written as Docker's command line writes them:
 * {@code ctrl-p,ctrl-q}.
 *
 * @param text as it was written, for the engine
 * @param sequence the bytes that a terminal sends for them
 */
public record DetachKeys(String text, String sequence) {
  /** Docker's own. */
  public static final DetachKeys DEFAULT = parse("ctrl-p,ctrl-q");

  /**
   * @param text keys separated by commas, each a letter, a digit, or {@code ctrl-} with a letter or
   *     one of {@code @[\]^_}
   * @throws IllegalArgumentException for anything else
   */
  public static DetachKeys parse(String text) {
    StringBuilder sequence = new StringBuilder();
    for (String key : text.split(",", -1)) {
      sequence.append(key(key));
    }
    return new DetachKeys(text, sequence.toString());
  }

  private static char key(String key) {
    if (key.length() == 1 && key.charAt(0) > ' ' && key.charAt(0) < 0x7f) {
      return key.charAt(0);
    }
    String lower = key.toLowerCase(Locale.ROOT);
    if (lower.length() == 6 && lower.startsWith("ctrl-")) {
      char c = lower.charAt(5);
      if (c >= 'a' && c <= 'z') {
        return (char) (c - 'a' + 1);
      }
      if (c == '@' || (c >= '[' && c <= '_')) {
        return (char) (c & 0x1f);
      }
    }
    throw new IllegalArgumentException(
        "'" + key + "' is no key; write keys as ctrl-p,ctrl-q or single letters");
  }

  /** Watches what is typed for the keys. For one thread. */
  public Watch watch() {
    return new Watch(sequence);
  }

  /** Sees each byte once. */
  public static final class Watch {
    private final String sequence;
    private int matched;

    private Watch(String sequence) {
      this.sequence = sequence;
    }

    /** Whether the keys are complete with one of these bytes. */
    public boolean sees(byte[] bytes, int length) {
      for (int i = 0; i < length; i++) {
        char c = (char) (bytes[i] & 0xff);
        if (c != sequence.charAt(matched)) {
          matched = c == sequence.charAt(0) ? 1 : 0;
        } else {
          matched++;
        }
        if (matched == sequence.length()) {
          return true;
        }
      }
      return false;
    }
  }
}
