package dev.cofferdam.gate.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One connection to the engine's own gRPC endpoint. Safe for any number of threads; blocks, for
 * virtual threads.
 */
public final class EngineGrpc implements AutoCloseable {
  private static final int CONNECT_SECONDS = 10;
  private static final int WINDOW = 1024 * 1024;

  /** What BuildKit says of a failed build, in trailers, has its stack and Dockerfile with it. */
  private static final int MAX_HEADERS = 1024 * 1024;

  private final Channel channel;

  private EngineGrpc(Channel channel) {
    this.channel = channel;
  }

  /** Opens a connection to the engine. */
  @FunctionalInterface
  public interface Dial {
    /** Connects with this handler at the end of the pipeline; from any thread. */
    ChannelFuture dial(ChannelHandler handler);
  }

  /**
   * Connects and upgrades.
   *
   * @param target of the upgrade request, such as {@code /v1.45/grpc}
   * @throws IOException when the engine does not answer within ten seconds, or refuses
   */
  public static EngineGrpc open(Dial dial, String target) throws IOException {
    CompletableFuture<Channel> upgraded = new CompletableFuture<>();
    ChannelFuture connecting =
        dial.dial(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel made) {
                made.pipeline().addLast(new Upgrade(target, upgraded));
              }
            });
    connecting.addListener(done -> {
      if (!done.isSuccess()) {
        upgraded.completeExceptionally(done.cause());
      }
    });
    try {
      return new EngineGrpc(upgraded.get(CONNECT_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      throw new IOException("no gRPC with the engine: " + e.getMessage(), e);
    } catch (TimeoutException e) {
      connecting.channel().close();
      throw new IOException("the engine did not upgrade the connection in time", e);
    } catch (InterruptedException e) {
      connecting.channel().close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while connecting to the engine");
    }
  }

  /** What follows the upgrade. */
  static void speak(Channel channel) {
    channel
        .pipeline()
        .addLast(
            Http2FrameCodecBuilder.forClient()
                .initialSettings(
                    Http2Settings.defaultSettings()
                        .initialWindowSize(WINDOW)
                        .maxHeaderListSize(MAX_HEADERS)
                        .pushEnabled(false))
                .build(),
            new Http2MultiplexHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel pushed) {
                    pushed.close();
                  }
                }),
            new PipelineEnd());
  }

  public boolean isOpen() {
    return channel.isActive();
  }

  /**
   * Begins a call with its one message.
   *
   * @throws IOException when the connection is gone
   */
  public EngineCall call(String path, byte[] message) throws IOException {
    CompletableFuture<EngineCall> begun = new CompletableFuture<>();
    new Http2StreamChannelBootstrap(channel)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel stream) {
                EngineCall call = new EngineCall(stream);
                stream.pipeline().addLast(call.handler());
                stream.attr(CALL).set(call);
              }
            })
        .open()
        .addListener((Future<Http2StreamChannel> opened) -> {
          if (!opened.isSuccess()) {
            begun.completeExceptionally(opened.cause());
            return;
          }
          Http2StreamChannel stream = opened.getNow();
          begin(stream, path, message);
          begun.complete(stream.attr(CALL).get());
        });
    try {
      return begun.get(CONNECT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the engine takes no call", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while calling the engine");
    }
  }

  private static final io.netty.util.AttributeKey<EngineCall> CALL =
      io.netty.util.AttributeKey.valueOf(EngineGrpc.class, "call");

  private static void begin(Http2StreamChannel stream, String path, byte[] message) {
    stream.write(
        new DefaultHttp2HeadersFrame(
            new DefaultHttp2Headers()
                .method("POST")
                .scheme("http")
                .authority("localhost")
                .path(path)
                .add("content-type", "application/grpc")
                .add("te", "trailers")
                .add("user-agent", "cofferdam")));
    ByteBuf framed = MessageFrames.framed(stream.alloc(), message);
    stream
        .writeAndFlush(new DefaultHttp2DataFrame(framed, true))
        .addListener(written -> {
          if (!written.isSuccess()) {
            EngineCall call = stream.attr(CALL).get();
            call.end(EngineCall.broken("the request could not be sent"));
          }
        });
  }

  @Override
  public void close() {
    channel.close();
  }
}
