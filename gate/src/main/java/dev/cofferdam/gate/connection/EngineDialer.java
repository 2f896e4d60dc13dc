package dev.cofferdam.gate.connection;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.gate.transport.HostNames;
import dev.cofferdam.gate.transport.Transport;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * How event loops reach the engine.
 *
 * @param tls for {@code tcp+tls://} engines, otherwise null
 */
public record EngineDialer(EngineAddress engine, @Nullable SslContext tls) {

  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  private static final HostNames NAMES = new HostNames();

  /** The engine's address; a host name in it is looked up anew for each connection. */
  SocketAddress address() {
    return switch (engine) {
      case EngineAddress.Unix unix -> Transport.unixAddress(unix.socket());
      case EngineAddress.Tcp tcp -> InetSocketAddress.createUnresolved(tcp.host(), tcp.port());
      case EngineAddress.Tls secured ->
          InetSocketAddress.createUnresolved(secured.host(), secured.port());
    };
  }

  Bootstrap bootstrap(Transport transport) {
    boolean unix = engine instanceof EngineAddress.Unix;
    Bootstrap bootstrap =
        new Bootstrap()
            .channel(transport.client(unix))
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS)
            .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Buffers.WRITE);
    return unix ? bootstrap : bootstrap.resolver(NAMES).option(ChannelOption.TCP_NODELAY, true);
  }

  void addTls(Channel channel) {
    if (tls != null && engine instanceof EngineAddress.Tls secured) {
      SslHandler handler = tls.newHandler(channel.alloc(), secured.host(), secured.port());
      channel.pipeline().addLast("tls", handler);
    }
  }
}
