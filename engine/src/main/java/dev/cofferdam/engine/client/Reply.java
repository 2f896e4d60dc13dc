package dev.cofferdam.engine.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The engine's answer. Read the body to its end and the connection serves the next request; {@link
 * #close} before that ends the connection, which is how a stream is cancelled. Closing is allowed
 * from any thread and ends a blocked read with an IOException; everything else is for one thread.
 */
public final class Reply implements AutoCloseable {
  private final ReplyHead head;
  private final InputStream body;

  Reply(ReplyHead head, InputStream body) {
    this.head = head;
    this.body = body;
  }

  /** The HTTP status, 200 or above. */
  public int status() {
    return head.status();
  }

  /** The first header of this name, in any case. */
  public Optional<String> header(String name) {
    return head.header(name);
  }

  /**
   * The body without its framing. A read fails with an IOException when the connection ends before
   * the body does, and with a SocketTimeoutException when the request's time is over.
   */
  public InputStream body() {
    return body;
  }

  /**
   * The whole body.
   *
   * @throws IOException also when it is longer than {@code limit} bytes
   */
  public byte[] readAll(int limit) throws IOException {
    byte[] all = body.readNBytes(limit);
    if (all.length == limit && body.read() >= 0) {
      close();
      throw new IOException("the engine's reply is longer than " + limit + " bytes");
    }
    return all;
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
