package dev.cofferdam.watch.transcript;

import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines. A line's bytes are handed on when its end has been seen, so a
 * torn last line waits for the rest. Lines longer than the limit are passed over and counted.
 */
public final class Lines {
  private final int longest;
  private byte[] start = new byte[0];
  private int held;
  private boolean overflow;
  private long tooLong;

  /**
   * @param longest the most bytes of a line
   */
  public Lines(int longest) {
    this.longest = longest;
  }

  /** Takes a line, without its end. */
  public interface Taker {
    void line(byte[] buffer, int from, int length);
  }

  /**
   * Takes the next bytes.
   *
   * @return how many of all bytes so far belong to an unfinished line
   */
  public int feed(byte[] bytes, Taker taker) {
    int from = 0;
    while (true) {
      int end = from;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      if (end == bytes.length) {
        hold(bytes, from, end - from);
        return held;
      }
      finish(bytes, from, end - from, taker);
      from = end + 1;
    }
  }

  /** How many lines were longer than the limit. */
  public long tooLong() {
    return tooLong;
  }

  private void finish(byte[] bytes, int from, int length, Taker taker) {
    if (overflow || held + length > longest) {
      tooLong++;
    } else if (held == 0) {
      give(bytes, from, length, taker);
    } else {
      hold(bytes, from, length);
      give(start, 0, held, taker);
    }
    overflow = false;
    held = 0;
    if (start.length > 1 << 20) {
      start = new byte[0];
    }
  }

  private static void give(byte[] bytes, int from, int length, Taker taker) {
    int rest = length;
    while (rest > 0 && (bytes[from + rest - 1] == '\r' || bytes[from + rest - 1] == ' ')) {
      rest--;
    }
    if (rest > 0) {
      taker.line(bytes, from, rest);
    }
  }

  private void hold(byte[] bytes, int from, int length) {
    if (overflow || held + length > longest) {
      // The bytes of a line that is too long are not kept, only counted.
      overflow = true;
      start = new byte[0];
      held += length;
      return;
    }
    if (start.length < held + length) {
      start = Arrays.copyOf(start, Math.max(held + length, Math.min(longest, start.length * 2)));
    }
    System.arraycopy(bytes, from, start, held, length);
    held += length;
  }
}
