package dev.cofferdam.gate.grpc;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A call to the engine, whose answers are taken one by one by a virtual thread. No more is read
 * from the engine while {@link #AHEAD} messages wait.
 */
public final class EngineCall {
  /** The longest answer: what BuildKit's own client takes. */
  private static final int MAX_ANSWER = 16 * 1024 * 1024;

  private static final int AHEAD = 8;

  private sealed interface Event {
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Answer(byte[] bytes) implements Event {}

    record End(GrpcStatus status) implements Event {}
  }

  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Channel stream;
  private @Nullable GrpcStatus status;

  EngineCall(Channel stream) {
    this.stream = stream;
  }

  /**
   * The next answer, waited for as long as it takes; null when the call has ended.
   *
   * @throws IOException when the thread is interrupted
   */
  public byte @Nullable [] next() throws IOException {
    if (status != null) {
      return null;
    }
    Event event;
    try {
      event = events.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for the engine");
    }
    return switch (event) {
      case Event.Answer(byte[] bytes) -> {
        if (events.size() < AHEAD) {
          stream.config().setAutoRead(true);
        }
        yield bytes;
      }
      case Event.End(GrpcStatus end) -> {
        status = end;
        yield null;
      }
    };
  }

  /** How the call ended; after {@link #next} has given null. */
  public GrpcStatus status() {
    GrpcStatus end = status;
    if (end == null) {
      throw new IllegalStateException("the call has not ended");
    }
    return end;
  }

  /**
   * The one answer of a call that has one.
   *
   * @throws GrpcException when the engine answers with another status than success
   */
  public byte[] only() throws IOException, GrpcException {
    byte[] first = next();
    byte[] more = first;
    while (more != null) {
      more = next();
    }
    if (!status().isOk()) {
      throw new GrpcException(status());
    }
    if (first == null) {
      throw new IOException("the engine answered nothing");
    }
    return first;
  }

  /** Gives the call up; from any thread. The engine stops what it does for it. */
  public void cancel() {
    stream
        .writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.CANCEL))
        .addListener(_ -> stream.close());
  }

  void end(GrpcStatus how) {
    events.add(new Event.End(how));
  }

  /** The stream's side of the call, on its event loop. */
  ChannelInboundHandlerAdapter handler() {
    return new Handler();
  }

  private final class Handler extends ChannelInboundHandlerAdapter {
    private final MessageFrames frames = new MessageFrames(MAX_ANSWER);

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object frame) {
      try {
        switch (frame) {
          case Http2HeadersFrame headers -> {
            if (headers.isEndStream() || headers.headers().contains("grpc-status")) {
              end(status(headers.headers()));
            }
          }
          case Http2DataFrame data -> {
            for (byte[] message : frames.feed(data.content())) {
              events.add(new Event.Answer(message));
            }
            if (events.size() >= AHEAD) {
              ctx.channel().config().setAutoRead(false);
            }
          }
          case Http2ResetFrame reset -> end(broken("the engine reset it: " + reset.errorCode()));
          default -> {}
        }
      } catch (GrpcException e) {
        end(e.status());
        cancel();
      } finally {
        ReferenceCountUtil.release(frame);
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof Http2ResetFrame reset) {
        end(broken("the engine reset it: " + reset.errorCode()));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      end(broken("the connection to the engine ended"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      end(broken(String.valueOf(cause.getMessage())));
      ctx.close();
    }
  }

  static GrpcStatus broken(String why) {
    return GrpcStatus.of(GrpcStatus.UNAVAILABLE, "cofferdam: the call broke off: " + why);
  }

  private static GrpcStatus status(Http2Headers trailers) {
    CharSequence code = trailers.get("grpc-status");
    CharSequence message = trailers.get("grpc-message");
    CharSequence details = trailers.get("grpc-status-details-bin");
    int number = GrpcStatus.UNKNOWN;
    if (code != null && code.toString().matches("[0-9]{1,2}")) {
      number = Integer.parseInt(code.toString());
    }
    return new GrpcStatus(
        number,
        message == null ? "" : GrpcStatus.decodedMessage(message.toString()),
        details == null ? null : details.toString());
  }
}
