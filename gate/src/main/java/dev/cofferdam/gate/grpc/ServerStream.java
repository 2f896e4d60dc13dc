package dev.cofferdam.gate.grpc;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One stream of a client: reads its one message, then hands over the call. */
final class ServerStream extends ChannelInboundHandlerAdapter {
  private final Predicate<String> known;
  private final Consumer<GrpcCall> serve;
  private final MessageFrames frames = new MessageFrames(GrpcServer.MAX_REQUEST);
  private final List<byte[]> messages = new ArrayList<>(1);
  private final Map<String, String> metadata = new HashMap<>();
  private @Nullable String path;
  private @Nullable GrpcCall call;
  private boolean refused;

  ServerStream(Predicate<String> known, Consumer<GrpcCall> serve) {
    this.known = known;
    this.serve = serve;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object frame) {
    try {
      switch (frame) {
        case Http2HeadersFrame headers -> {
          head(ctx.channel(), headers.headers());
          if (headers.isEndStream()) {
            complete(ctx.channel());
          }
        }
        case Http2DataFrame data -> {
          if (!refused && call == null) {
            messages.addAll(frames.feed(data.content()));
            if (messages.size() > 1) {
              throw refusal("a call with more than one message is not served");
            }
          }
          if (data.isEndStream()) {
            complete(ctx.channel());
          }
        }
        case Http2ResetFrame _ -> cancel();
        default -> {}
      }
    } catch (GrpcException e) {
      refuse(ctx.channel(), e.status());
    } finally {
      ReferenceCountUtil.release(frame);
    }
  }

  private void head(Channel stream, Http2Headers headers) throws GrpcException {
    if (path != null) {
      throw refusal("trailers of a request are not read");
    }
    path = String.valueOf(headers.path());
    headers.forEach(header -> {
      String name = header.getKey().toString();
      metadata.merge(name, header.getValue().toString(), (_, _) -> "");
    });
    if (!"POST".contentEquals(String.valueOf(headers.method()))
        || !metadata.getOrDefault("content-type", "").startsWith("application/grpc")) {
      throw refusal("this is no gRPC call");
    }
    if (!known.test(path)) {
      // It may be a stream that never ends: its refusal waits for no message.
      hand(stream, path, new byte[0]);
      return;
    }
    String encoding = metadata.getOrDefault("grpc-encoding", "identity");
    if (!encoding.equals("identity")) {
      throw refusal("compressed messages are not read");
    }
  }

  private static GrpcException refusal(String message) {
    return new GrpcException(GrpcStatus.of(GrpcStatus.UNIMPLEMENTED, "cofferdam: " + message));
  }

  private void complete(Channel stream) throws GrpcException {
    if (refused || call != null) {
      return;
    }
    if (messages.size() != 1 || !frames.isEmpty() || path == null) {
      throw new GrpcException(
          GrpcStatus.of(GrpcStatus.INVALID_ARGUMENT, "cofferdam: the message is incomplete"));
    }
    hand(stream, path, messages.getFirst());
  }

  private void hand(Channel stream, String called, byte[] message) {
    GrpcCall complete = new GrpcCall(stream, called, Map.copyOf(metadata), message);
    call = complete;
    serve.accept(complete);
  }

  private void refuse(Channel stream, GrpcStatus status) {
    if (refused) {
      return;
    }
    refused = true;
    stream
        .writeAndFlush(
            new DefaultHttp2HeadersFrame(
                new DefaultHttp2Headers()
                    .status("200")
                    .add("content-type", "application/grpc")
                    .add("grpc-status", Integer.toString(status.code()))
                    .add("grpc-message", status.encodedMessage()),
                true))
        .addListener(_ -> stream.close());
  }

  private void cancel() {
    if (call != null) {
      call.cancel();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Http2ResetFrame) {
      cancel();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    cancel();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
