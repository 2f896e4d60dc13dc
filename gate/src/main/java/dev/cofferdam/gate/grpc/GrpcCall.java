package dev.cofferdam.gate.grpc;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of a client that has said all it has to say: one message. Served on a virtual thread; only
 * {@link #cancelled} and {@link #onCancel} are for other threads too.
 */
public final class GrpcCall {
  private final Channel stream;
  private final String path;
  private final Map<String, String> metadata;
  private final byte[] message;
  private boolean headed;
  private volatile boolean cancelled;
  private volatile @Nullable Runnable onCancel;

  GrpcCall(Channel stream, String path, Map<String, String> metadata, byte[] message) {
    this.stream = stream;
    this.path = path;
    this.metadata = metadata;
    this.message = message;
  }

  /** Such as {@code /moby.buildkit.v1.Control/Solve}. */
  public String path() {
    return path;
  }

  /** The one value of a header, in lower case; null when it was not sent. */
  public @Nullable String metadata(String name) {
    return metadata.get(name);
  }

  /** The request, as it came. */
  public byte[] message() {
    return message;
  }

  /**
   * Sends one message and waits until it has left.
   *
   * @throws IOException when the client is gone
   */
  public void send(byte[] answer) throws IOException {
    head();
    await(
        stream.writeAndFlush(
            new DefaultHttp2DataFrame(MessageFrames.framed(stream.alloc(), answer))));
  }

  /** Ends the call. */
  public void end(GrpcStatus status) throws IOException {
    Http2Headers trailers = headed ? new DefaultHttp2Headers() : response();
    trailers.add("grpc-status", Integer.toString(status.code()));
    if (!status.message().isEmpty()) {
      trailers.add("grpc-message", status.encodedMessage());
    }
    String details = status.details();
    if (details != null) {
      trailers.add("grpc-status-details-bin", details);
    }
    headed = true;
    await(stream.writeAndFlush(new DefaultHttp2HeadersFrame(trailers, true)));
  }

  /** Answers with one message and ends the call. */
  public void answer(byte[] answer) throws IOException {
    send(answer);
    end(GrpcStatus.OK);
  }

  private void head() throws IOException {
    if (!headed) {
      headed = true;
      await(stream.write(new DefaultHttp2HeadersFrame(response()), stream.voidPromise()));
    }
  }

  private static Http2Headers response() {
    return new DefaultHttp2Headers().status("200").add("content-type", "application/grpc");
  }

  private void await(ChannelFuture written) throws IOException {
    if (written.isVoid()) {
      return;
    }
    try {
      written.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the client was not reading");
    }
    if (!written.isSuccess()) {
      throw new IOException("the client is gone", written.cause());
    }
  }

  /** Whether the client has given the call up, or is gone. */
  public boolean cancelled() {
    return cancelled;
  }

  /** Runs a task, on any thread, when the client gives the call up; at once if it has. */
  public void onCancel(Runnable task) {
    onCancel = task;
    if (cancelled) {
      task.run();
    }
  }

  void cancel() {
    cancelled = true;
    Runnable task = onCancel;
    if (task != null) {
      task.run();
    }
  }
}
