package dev.cofferdam.gate.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A way to move bytes. {@link #best} takes the first that works on this machine. */
@SuppressWarnings("ImmutableEnumChecker") // the two suppliers are method references without state
public enum Transport {
  /** Linux 5.9 and later, unless a seccomp profile forbids it; the fastest. */
  IO_URING(
      IoUring::isAvailable,
      IoUringIoHandler::newFactory,
      IoUringServerSocketChannel.class,
      IoUringSocketChannel.class,
      IoUringServerDomainSocketChannel.class,
      IoUringDomainSocketChannel.class),
  /** Any Linux. */
  EPOLL(
      Epoll::isAvailable,
      EpollIoHandler::newFactory,
      EpollServerSocketChannel.class,
      EpollSocketChannel.class,
      EpollServerDomainSocketChannel.class,
      EpollDomainSocketChannel.class),
  /** Anywhere. */
  NIO(
      () -> true,
      NioIoHandler::newFactory,
      NioServerSocketChannel.class,
      NioSocketChannel.class,
      NioServerDomainSocketChannel.class,
      NioDomainSocketChannel.class);

  private final BooleanSupplier available;
  private final Supplier<IoHandlerFactory> handlers;
  private final Class<? extends ServerChannel> tcpServer;
  private final Class<? extends Channel> tcpClient;
  private final Class<? extends ServerChannel> unixServer;
  private final Class<? extends Channel> unixClient;

  Transport(
      BooleanSupplier available,
      Supplier<IoHandlerFactory> handlers,
      Class<? extends ServerChannel> tcpServer,
      Class<? extends Channel> tcpClient,
      Class<? extends ServerChannel> unixServer,
      Class<? extends Channel> unixClient) {
    this.available = available;
    this.handlers = handlers;
    this.tcpServer = tcpServer;
    this.tcpClient = tcpClient;
    this.unixServer = unixServer;
    this.unixClient = unixClient;
  }

  /** The fastest transport that works here. */
  public static Transport best() {
    return Arrays.stream(values()).filter(Transport::isAvailable).findFirst().orElse(NIO);
  }

  /**
   * The transport of this name ({@code io_uring}, {@code epoll}, {@code nio}, or {@code auto} for
   * the best).
   *
   * @throws IllegalArgumentException when there is no such transport, or it does not work here
   */
  public static Transport named(String name) {
    if (name.equals("auto")) {
      return best();
    }
    for (Transport transport : values()) {
      if (transport.toString().equals(name)) {
        if (!transport.isAvailable()) {
          throw new IllegalArgumentException(
              "the transport " + name + " does not work on this machine; use auto");
        }
        return transport;
      }
    }
    throw new IllegalArgumentException(
        "there is no transport " + name + "; choose one of auto, " + List.of(values()));
  }

  public boolean isAvailable() {
    return available.getAsBoolean();
  }

  /** Event loops, one thread each. */
  public EventLoopGroup eventLoops(int threads) {
    return new MultiThreadIoEventLoopGroup(
        threads, new DefaultThreadFactory("coffer-loop", true), handlers.get());
  }

  public Class<? extends ServerChannel> tcpServer() {
    return tcpServer;
  }

  public Class<? extends Channel> tcpClient() {
    return tcpClient;
  }

  public Class<? extends ServerChannel> unixServer() {
    return unixServer;
  }

  public Class<? extends Channel> unixClient() {
    return unixClient;
  }

  /** The address of a Unix domain socket, of the kind that this transport wants. */
  public SocketAddress unixAddress(Path socket) {
    return this == NIO
        ? UnixDomainSocketAddress.of(socket)
        : new DomainSocketAddress(socket.toString());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
