package dev.cofferdam.gate.connection;

import dev.cofferdam.gate.transport.HalfClose;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import org.jspecify.annotations.Nullable;

/** One connection to the engine: idle in its pool, or serving one relay. */
final class EngineConnection extends ChannelInboundHandlerAdapter {
  private final EnginePool pool;
  private final Channel channel;
  private @Nullable Relay relay;
  private @Nullable Runnable lingering;
  private boolean used;

  EngineConnection(EnginePool pool, Channel channel) {
    this.pool = pool;
    this.channel = channel;
  }

  Channel channel() {
    return channel;
  }

  /**
   * Whether an earlier relay has used this connection: the engine may have given it up meanwhile.
   */
  boolean wasUsed() {
    return used;
  }

  void serve(Relay newRelay) {
    relay = newRelay;
  }

  /** Gives the connection back for the next relay, or closes it. */
  void release(boolean reusable) {
    relay = null;
    used = true;
    if (reusable && channel.isActive()) {
      channel.config().setAutoRead(true);
      pool.giveBack(this);
    } else {
      channel.close();
    }
  }

  /** Stays open until the engine says anything or hangs up; then runs the task and closes. */
  void linger(Runnable then) {
    relay = null;
    if (channel.isActive()) {
      lingering = then;
      channel.config().setAutoRead(true);
    } else {
      then.run();
    }
  }

  private void endLingering() {
    Runnable then = lingering;
    lingering = null;
    if (then != null) {
      then.run();
    }
  }

  /** Ends our side of the stream once everything written so far has left. */
  void shutdownOutput() {
    HalfClose.output(channel, () -> {});
  }

  /** Closes the connection once everything written so far has left. */
  void finish() {
    relay = null;
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> channel.close());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (relay == null) {
      // The engine speaks without being asked: nothing sensible can follow on this connection.
      bytes.release();
      endLingering();
      channel.close();
    } else {
      relay.engineBytes(bytes);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (relay != null) {
      relay.engineReadComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (relay != null) {
      relay.engineWritabilityChanged();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
      if (relay == null) {
        pool.lost(this);
        channel.close();
      } else {
        relay.engineEnded(false);
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    pool.lost(this);
    endLingering();
    if (relay != null) {
      relay.engineEnded(true);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Buffers.logUnlessPeer(cause);
    channel.close();
  }
}
