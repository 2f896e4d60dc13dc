package dev.cofferdam.gate.connection;

import dev.cofferdam.gate.transport.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import java.util.ArrayDeque;

/**
 * The idle engine connections of one event loop. Used on that loop only. The most recently used
 * connection is taken first, so that surplus ones grow old and are closed.
 */
final class EnginePool {
  /** More idle connections than this are closed rather than kept. */
  private static final int MAX_IDLE = 64;

  private final EventLoop loop;
  private final Transport transport;
  private final EngineDialer dialer;
  private final Reads reads;
  private final ChannelGroup sockets;
  private final Runnable engineLost;
  private final ArrayDeque<EngineConnection> idle = new ArrayDeque<>();

  EnginePool(
      EventLoop loop,
      Transport transport,
      EngineDialer dialer,
      Reads reads,
      ChannelGroup sockets,
      Runnable engineLost) {
    this.transport = transport;
    this.reads = reads;
    this.sockets = sockets;
    this.engineLost = engineLost;
    this.loop = loop;
    this.dialer = dialer;
  }

  /** Gives the relay a connection, at once or when one is made. */
  void connect(Relay relay, boolean freshOnly) {
    EngineConnection waiting = freshOnly ? null : idle.pollLast();
    if (waiting != null && waiting.channel().isActive()) {
      waiting.serve(relay);
      relay.engineReady(waiting);
      return;
    }
    dial(new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new EngineConnection(EnginePool.this, channel));
          }
        })
        .addListener((ChannelFuture done) -> {
          if (!done.isSuccess()) {
            relay.engineUnreachable(done.cause());
            return;
          }
          EngineConnection made = done.channel().pipeline().get(EngineConnection.class);
          made.serve(relay);
          relay.engineReady(made);
        });
  }

  /** Makes a connection that never comes into the pool; from any thread. */
  ChannelFuture dial(ChannelHandler handler) {
    Bootstrap bootstrap =
        dialer
            .bootstrap(transport)
            .group(loop)
            .option(ChannelOption.ALLOCATOR, sharedAllocator())
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    sockets.add(channel);
                    channel.config().setRecvByteBufAllocator(reads);
                    dialer.addTls(channel);
                    channel.pipeline().addLast(handler);
                  }
                });
    return bootstrap.connect(dialer.address());
  }

  void giveBack(EngineConnection connection) {
    if (idle.size() >= MAX_IDLE) {
      connection.channel().close();
    } else {
      idle.addLast(connection);
    }
  }

  /** The engine has closed this connection; the engine itself may be gone. */
  void lost(EngineConnection connection) {
    if (idle.remove(connection)) {
      engineLost.run();
    }
  }

  void close() {
    while (!idle.isEmpty()) {
      idle.pollLast().channel().close();
    }
  }

  private static AdaptiveByteBufAllocator sharedAllocator() {
    return Buffers.ALLOCATOR;
  }
}
