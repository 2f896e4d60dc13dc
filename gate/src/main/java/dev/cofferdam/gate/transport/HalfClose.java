package dev.cofferdam.gate.transport;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/** Ends one direction of a connection and leaves the other one open. */
public final class HalfClose {
  private HalfClose() {}

  /**
   * Ends our output once everything written so far has left: FIN, or TLS's close_notify, which
   * keeps the other direction open from TLS 1.3 on (RFC 8446 §6.1).
   *
   * @param then runs after that, on the event loop; also when the connection failed meanwhile
   */
  public static void output(Channel channel, Runnable then) {
    channel
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(_ -> {
          SslHandler tls = channel.pipeline().get(SslHandler.class);
          if (tls != null) {
            tls.closeOutbound();
          } else if (channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
          }
          then.run();
        });
  }
}
