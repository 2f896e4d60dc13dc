package dev.cofferdam.gate.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;

/**
 * Event loops and sockets over epoll.
 *
 * <p>Of Netty's three transports it is the only one that carries Docker's streams: Netty 4.2.18
 * closes an io_uring Unix socket when its peer half-closes it, whatever {@code ALLOW_HALF_CLOSURE}
 * says, and the NIO one does not know that option; both would cut the output of {@code docker run}
 * when its input ends.
 */
public final class Sockets {
  static {
    // The Java platform's log, which Netty comes to anyway after it has looked for three others in
    // every jar.
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
  }

  private Sockets() {}

  /** Event loops, one daemon thread each. */
  public static EventLoopGroup eventLoops(int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory("coffer-loop", true), EpollIoHandler.newFactory());
  }

  /** The class of listening sockets. */
  public static Class<? extends ServerChannel> server(boolean unix) {
    return unix ? EpollServerDomainSocketChannel.class : EpollServerSocketChannel.class;
  }

  /** The class of connecting sockets. */
  public static Class<? extends Channel> client(boolean unix) {
    return unix ? EpollDomainSocketChannel.class : EpollSocketChannel.class;
  }

  /** The address of a Unix domain socket. */
  public static SocketAddress unixAddress(Path socket) {
    return new DomainSocketAddress(socket.toString());
  }

  /** How a {@link SocketFile} is bound over Netty. */
  public static SocketFile.Binding<Channel> binding(ServerBootstrap bootstrap) {
    return new SocketFile.Binding<>() {
      @Override
      public Channel bind(Path address) throws IOException {
        ChannelFuture bound = bootstrap.bind(unixAddress(address)).awaitUninterruptibly();
        if (!bound.isSuccess()) {
          throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return bound.channel();
      }

      @Override
      public void close(Channel bound) {
        bound.close().awaitUninterruptibly();
      }
    };
  }
}
