package dev.cofferdam.engine.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a reply: ends where its framing says, and is an IOException when the connection ends
 * earlier. At its end the exchange is told, so that the connection can serve again.
 */
final class BodyStream extends InputStream {
  private static final long UNTIL_CLOSE = Long.MAX_VALUE;

  private final Exchange exchange;
  private final WireReader in;
  private final boolean chunked;
  private boolean firstChunk = true;
  private boolean ended;

  /** Bytes left of the body, or of the chunk. */
  private long left;

  BodyStream(Exchange exchange, WireReader in, ReplyHead.Framing framing) {
    this.exchange = exchange;
    this.in = in;
    this.chunked = framing instanceof ReplyHead.Framing.Chunked;
    this.left =
        switch (framing) {
          case ReplyHead.Framing.Length length -> length.bytes();
          case ReplyHead.Framing.Chunked _ -> 0;
          case ReplyHead.Framing.UntilClose _ -> UNTIL_CLOSE;
        };
    if (left == 0 && !chunked) {
      end(true);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (ended) {
      return -1;
    }
    if (length == 0) {
      return 0;
    }
    try {
      if (chunked && left == 0 && !nextChunk()) {
        return -1;
      }
      int n = in.read(bytes, offset, (int) Math.min(length, left));
      if (n < 0) {
        if (left == UNTIL_CLOSE) {
          end(false);
          return -1;
        }
        throw new EOFException("the engine closed the connection within a reply's body");
      }
      if (left != UNTIL_CLOSE) {
        left -= n;
        if (left == 0 && !chunked) {
          end(true);
        }
      }
      return n;
    } catch (IOException e) {
      throw exchange.failed(e);
    }
  }

  /** The size line of the next chunk; RFC 9112 §7.1 without extensions. */
  private boolean nextChunk() throws IOException {
    WireReader.Budget budget = new WireReader.Budget();
    if (!firstChunk && !in.line(budget).isEmpty()) {
      throw new IOException("the engine's reply has a chunk longer than it says");
    }
    firstChunk = false;
    String size = in.line(budget);
    if (!size.matches("[0-9a-fA-F]{1,15}")) {
      throw new IOException("the engine's reply has a broken chunk size");
    }
    left = Long.parseLong(size, 16);
    if (left > 0) {
      return true;
    }
    while (!in.line(budget).isEmpty()) {
      // Trailers say nothing that anybody here asks for.
    }
    end(true);
    return false;
  }

  private void end(boolean reusable) {
    ended = true;
    exchange.complete(reusable);
  }

  @Override
  public void close() {
    exchange.close();
  }
}
