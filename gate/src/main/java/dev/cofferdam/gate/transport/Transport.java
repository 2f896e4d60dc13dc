package dev.cofferdam.gate.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Path;

/**
 * How event loops move bytes. What a loop serves, clients and engine connections, goes one way.
 *
 * <p>A client says the end of its input by half-closing its connection, and must get the output
 * that follows ({@code echo hi | docker run -i …}). Netty up to 4.2.20 closes an io_uring Unix
 * socket when its peer half-closes it, whatever {@code ALLOW_HALF_CLOSURE} says (its channel asks
 * for a configuration that only TCP sockets have), so clients of Unix sockets are served by {@link
 * #EPOLL}. The engine behind a loop of {@link #IO_URING} may be such a peer: dockerd half-closes a
 * stream when it is over and reads no more of it, so nothing is lost.
 */
public enum Transport {
  /** Readiness, then a system call for each read and write; everywhere. */
  EPOLL {
    @Override
    IoHandlerFactory io() {
      return EpollIoHandler.newFactory();
    }

    @Override
    public Class<? extends ServerChannel> server(boolean unix) {
      return unix ? EpollServerDomainSocketChannel.class : EpollServerSocketChannel.class;
    }

    @Override
    public Class<? extends Channel> client(boolean unix) {
      return unix ? EpollDomainSocketChannel.class : EpollSocketChannel.class;
    }
  },

  /**
   * Many reads and writes for each system call, about half the processor time for a short request.
   * Needs Linux 5.14 or later and may be forbidden, as Docker's default seccomp profile does.
   */
  IO_URING {
    @Override
    IoHandlerFactory io() {
      return IoUringIoHandler.newFactory();
    }

    @Override
    public Class<? extends ServerChannel> server(boolean unix) {
      return unix ? IoUringServerDomainSocketChannel.class : IoUringServerSocketChannel.class;
    }

    @Override
    public Class<? extends Channel> client(boolean unix) {
      return unix ? IoUringDomainSocketChannel.class : IoUringSocketChannel.class;
    }
  };

  abstract IoHandlerFactory io();

  /** The class of listening sockets. */
  public abstract Class<? extends ServerChannel> server(boolean unix);

  /** The class of connecting sockets. */
  public abstract Class<? extends Channel> client(boolean unix);

  /** {@link #IO_URING} where this machine offers it to this process, else {@link #EPOLL}. */
  public static Transport quickest() {
    return IoUring.isAvailable() ? IO_URING : EPOLL;
  }

  /** Event loops, one daemon thread each. */
  public EventLoopGroup eventLoops(int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory("coffer-loop", true), io());
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
