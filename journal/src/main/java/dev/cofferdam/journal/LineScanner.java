package dev.cofferdam.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Steps through the complete lines of a file in bounded memory. At the end it may be asked again
 * later: a file that has grown goes on where it stopped, a half line is not given out.
 */
final class LineScanner implements AutoCloseable {
  private final FileChannel channel;
  private final byte[] buffer = new byte[4 * LineBuffer.MAX_LINE];
  private long position;
  private int next;
  private int limit;
  private int from;
  private int length;
  private boolean overlong;
  private long rest;

  /**
   * Starts at {@code offset}, which must be the beginning of a line. Closes the channel with it.
   */
  LineScanner(FileChannel channel, long offset) {
    this.channel = channel;
    this.position = offset;
  }

  /** Moves to the next line; false if there is no complete one. */
  boolean next() throws IOException {
    long lineStart = offset();
    overlong = false;
    from = next;
    int at = next;
    while (true) {
      for (; at < limit; at++) {
        if (buffer[at] == '\n') {
          length = Math.min(at - from, LineBuffer.MAX_LINE);
          next = at + 1;
          return true;
        }
      }
      if (limit - from > LineBuffer.MAX_LINE) {
        overlong = true; // keep its beginning, pass over the rest
        limit = from + LineBuffer.MAX_LINE;
      }
      System.arraycopy(buffer, from, buffer, 0, limit - from);
      limit -= from;
      from = 0;
      at = limit;
      int read = channel.read(ByteBuffer.wrap(buffer, limit, buffer.length - limit), position);
      if (read <= 0) {
        rest = position - lineStart;
        position = lineStart;
        next = 0;
        limit = 0;
        return false;
      }
      position += read;
      limit += read;
    }
  }

  byte[] buffer() {
    return buffer;
  }

  /** Where in the buffer the line begins. */
  int from() {
    return from;
  }

  /** Length of the line without its newline. */
  int length() {
    return length;
  }

  /** The line is longer than any line of a journal; only its beginning is given out. */
  boolean overlong() {
    return overlong;
  }

  /** Offset in the file just after the lines given out so far. */
  long offset() {
    return position - (limit - next);
  }

  /** After {@link #next} said false: bytes of an unfinished line at the end. */
  long rest() {
    return rest;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
