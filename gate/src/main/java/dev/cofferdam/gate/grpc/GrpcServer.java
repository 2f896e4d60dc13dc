package dev.cofferdam.gate.grpc;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The server side of gRPC on a connection that has been upgraded. */
public final class GrpcServer {
  /** The longest request in bytes; those of real builds are some KiB. */
  static final int MAX_REQUEST = 1024 * 1024;

  private static final int MAX_STREAMS = 64;
  private static final int MAX_HEADERS = 16 * 1024;
  private static final int WINDOW = 256 * 1024;

  private GrpcServer() {}

  /**
   * Speaks HTTP/2 from now on.
   *
   * @param pipeline of the connection; handlers are added at its end
   * @param known the paths of the calls that are served; any other is handed over before it has
   *     said anything, so that it can be refused
   * @param serve takes each call, on the event loop; must not block
   */
  public static void serve(
      ChannelPipeline pipeline, Predicate<String> known, Consumer<GrpcCall> serve) {
    pipeline.addLast(
        Http2FrameCodecBuilder.forServer()
            .initialSettings(
                Http2Settings.defaultSettings()
                    .maxConcurrentStreams(MAX_STREAMS)
                    .maxHeaderListSize(MAX_HEADERS)
                    .initialWindowSize(WINDOW))
            .autoAckPingFrame(true)
            .build(),
        new Http2MultiplexHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new ServerStream(known, serve));
              }
            }),
        new PipelineEnd());
  }
}
