package dev.cofferdam.engine.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Buffered reading from a wire: lines for heads, bytes for bodies. One reader at a time. */
final class WireReader extends InputStream {
  /** The most that a head, or the trailers of a body, may take. */
  static final int MAX_HEAD = 64 * 1024;

  /** What is left of {@link #MAX_HEAD} for the lines that share it. */
  static final class Budget {
    private int left = MAX_HEAD;
  }

  private final Wire wire;
  private final byte[] buffer = new byte[16 * 1024];
  private int start;
  private int end;
  private boolean touched;

  WireReader(Wire wire) {
    this.wire = wire;
  }

  /** Forgets that bytes were seen; a new exchange begins. */
  void restart() {
    touched = false;
  }

  /** Whether a byte came since {@link #restart}. */
  boolean touched() {
    return touched;
  }

  /** Whether bytes are here that nobody asked for. */
  boolean hasLeftovers() {
    return start < end;
  }

  /** A line without its CRLF, one char for each byte. */
  String line(Budget budget) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int c = read();
      if (c < 0) {
        throw new EOFException("the engine closed the connection within a reply's head");
      }
      if (--budget.left < 0) {
        throw new IOException("the head of the engine's reply exceeds " + MAX_HEAD + " bytes");
      }
      if (c == '\r') {
        if (read() != '\n') {
          throw new IOException("the engine's reply has a carriage return within a line");
        }
        return line.toString();
      }
      if (c == '\n' || c == 0) {
        throw new IOException("the engine's reply has a line that does not end in CRLF");
      }
      line.append((char) c);
    }
  }

  @Override
  public int read() throws IOException {
    if (start == end && !fill()) {
      return -1;
    }
    return buffer[start++] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (start == end) {
      if (length >= buffer.length) {
        int n = wire.read(bytes, offset, length);
        touched |= n > 0;
        return n;
      }
      if (!fill()) {
        return -1;
      }
    }
    int n = Math.min(length, end - start);
    System.arraycopy(buffer, start, bytes, offset, n);
    start += n;
    return n;
  }

  private boolean fill() throws IOException {
    int n = wire.read(buffer, 0, buffer.length);
    start = 0;
    end = Math.max(n, 0);
    touched |= n > 0;
    return n > 0;
  }

  /** ISO 8859-1 both ways, as {@link #line} reads. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
