package dev.cofferdam.session.terminal;

import java.io.ByteArrayOutputStream;
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

  /**
   * Takes the keys out of what is typed. It is done here because engines see them only when each
   * key comes alone. For one thread.
   */
  public Filter filter() {
    return new Filter(sequence);
  }

  /** Sees each byte once. */
  public static final class Filter {
    private final String sequence;
    private int matched;

    private Filter(String sequence) {
      this.sequence = sequence;
    }

    /**
     * What of these bytes is for the process. A beginning of the keys is held back until it is
     * clear what it was; after the keys nothing passes.
     */
    public byte[] pass(byte[] bytes, int length) {
      ByteArrayOutputStream passed = new ByteArrayOutputStream(length + sequence.length());
      for (int i = 0; i < length && !complete(); i++) {
        char c = (char) (bytes[i] & 0xff);
        if (c == sequence.charAt(matched)) {
          matched++;
          continue;
        }
        for (int held = 0; held < matched; held++) {
          passed.write(sequence.charAt(held));
        }
        matched = c == sequence.charAt(0) ? 1 : 0;
        if (matched == 0) {
          passed.write(c);
        }
      }
      return passed.toByteArray();
    }

    /** Whether the keys were typed. */
    public boolean complete() {
      return matched == sequence.length();
    }
  }
}
