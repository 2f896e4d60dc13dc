package dev.cofferdam.gate.connection;

import dev.cofferdam.gate.http.Answers;
import dev.cofferdam.gate.view.ResponseSink;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Lets a virtual thread write a response to a client whose connection lives on an event loop. At
 * most {@link #WINDOW} bytes are under way; the thread waits for the client beyond that.
 */
final class LoopSink implements ResponseSink {
  private static final int WINDOW = 64 * 1024;
  private static final int SLICE = 32 * 1024;

  private final ClientConnection client;
  private final Passage passage;
  private final boolean chunked;
  private final Semaphore window = new Semaphore(WINDOW);
  private volatile boolean begun;
  private volatile boolean cancelled;
  private boolean lengthKnown;
  private volatile @Nullable Runnable onCancel;

  LoopSink(ClientConnection client, Passage passage, boolean chunked) {
    this.client = client;
    this.passage = passage;
    this.chunked = chunked;
  }

  boolean begun() {
    return begun;
  }

  /** An HTTP/1.0 client learns the end of an unframed body from the end of the connection. */
  boolean keepsAlive() {
    return chunked;
  }

  @Override
  public void begin(int status, Map<String, String> headers) throws IOException {
    lengthKnown = headers.containsKey("Content-Length");
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(status).append(' ').append(Answers.reason(status));
    head.append("\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (!lengthKnown) {
      head.append(chunked ? "Transfer-Encoding: chunked\r\n" : "Connection: close\r\n");
    }
    head.append("\r\n");
    begun = true;
    ByteBuf bytes = Buffers.ALLOCATOR.buffer(head.length());
    bytes.writeCharSequence(head, StandardCharsets.ISO_8859_1);
    hand(bytes, () -> passage.status(status));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int from = offset; from < offset + length; from += SLICE) {
      int count = Math.min(SLICE, offset + length - from);
      ByteBuf out = Buffers.ALLOCATOR.buffer(count + 16);
      if (framed()) {
        out.writeCharSequence(Integer.toHexString(count) + "\r\n", StandardCharsets.US_ASCII);
      }
      out.writeBytes(bytes, from, count);
      if (framed()) {
        out.writeCharSequence("\r\n", StandardCharsets.US_ASCII);
      }
      hand(out, () -> passage.bytesOut += count);
    }
  }

  @Override
  public void end() throws IOException {
    if (framed()) {
      ByteBuf last = Buffers.ALLOCATOR.buffer(5);
      last.writeCharSequence("0\r\n\r\n", StandardCharsets.US_ASCII);
      hand(last, () -> {});
    }
  }

  private boolean framed() {
    return chunked && !lengthKnown;
  }

  private void hand(ByteBuf bytes, Runnable onLoop) throws IOException {
    int size = Math.min(bytes.readableBytes(), WINDOW);
    try {
      window.acquire(size);
    } catch (InterruptedException e) {
      bytes.release();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the client was not reading");
    }
    if (cancelled) {
      bytes.release();
      throw new IOException("the client is gone");
    }
    client
        .channel()
        .eventLoop()
        .execute(() -> {
          if (client.isGone()) {
            bytes.release();
            window.release(size);
            return;
          }
          onLoop.run();
          client.channel().writeAndFlush(bytes).addListener(_ -> window.release(size));
        });
  }

  @Override
  public void onCancel(Runnable action) {
    onCancel = action;
    if (cancelled) {
      action.run();
    }
  }

  /** The client is gone: whoever writes is woken and told so. */
  void cancel() {
    cancelled = true;
    window.release(WINDOW * 4);
    Runnable action = onCancel;
    if (action != null) {
      client.services().tasks().execute(action);
    }
  }
}
