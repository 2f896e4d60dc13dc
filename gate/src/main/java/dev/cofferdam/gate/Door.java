package dev.cofferdam.gate;

import dev.cofferdam.gate.GateSettings.ListenAddress;
import dev.cofferdam.gate.GateSettings.Listener;
import dev.cofferdam.gate.connection.Access;
import dev.cofferdam.gate.connection.Buffers;
import dev.cofferdam.gate.connection.ClientConnection;
import dev.cofferdam.gate.connection.LoopState;
import dev.cofferdam.gate.connection.Services;
import dev.cofferdam.gate.transport.SocketFile;
import dev.cofferdam.gate.transport.Transport;
import dev.cofferdam.journal.Peer;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One open listener with the policy in force behind it. */
final class Door {
  private static final int BACKLOG = 1024;

  private final Listener listener;
  private volatile Policy policy;
  private @Nullable Channel channel;

  private Door(Listener listener) {
    this.listener = listener;
    this.policy = listener.policy();
  }

  static Door open(
      Listener listener,
      Transport transport,
      EventLoopGroup loops,
      Map<EventLoop, LoopState> states,
      Services services,
      AtomicInteger open,
      int maxConnections)
      throws IOException {
    Door door = new Door(listener);
    boolean unix = listener.address() instanceof ListenAddress.Unix;
    SslContext tls =
        listener.address() instanceof ListenAddress.Tls secured
            ? TlsContexts.listener(secured)
            : null;
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(transport.server(unix))
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.ALLOCATOR, Buffers.ALLOCATOR)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Buffers.WRITE)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel accepted) {
                    LoopState state = Objects.requireNonNull(states.get(accepted.eventLoop()));
                    if (open.incrementAndGet() > maxConnections && !state.evictOne()) {
                      open.decrementAndGet();
                      accepted.close();
                      return;
                    }
                    accepted.closeFuture().addListener(_ -> open.decrementAndGet());
                    door.welcome(accepted, services, state, tls);
                  }
                });
    if (!unix) {
      bootstrap
          .childOption(ChannelOption.TCP_NODELAY, true)
          .option(ChannelOption.SO_REUSEADDR, true);
    }
    door.channel =
        switch (listener.address()) {
          case ListenAddress.Unix address -> file(address).bind(Transport.binding(bootstrap));
          case ListenAddress.Tcp address ->
              bind(bootstrap, new InetSocketAddress(address.host(), address.port()));
          case ListenAddress.Tls address ->
              bind(bootstrap, new InetSocketAddress(address.host(), address.port()));
        };
    return door;
  }

  private static SocketFile file(ListenAddress.Unix address) {
    return new SocketFile(address.socket(), address.mode(), address.owner());
  }

  private static Channel bind(ServerBootstrap bootstrap, InetSocketAddress address)
      throws IOException {
    if (address.isUnresolved()) {
      throw new IOException(
          "cannot listen on "
              + address.getHostString()
              + ": this machine has no such name or address");
    }
    var bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      String why = String.valueOf(bound.cause().getMessage());
      throw new BindException(
          "cannot listen on "
              + address.getHostString()
              + ":"
              + address.getPort()
              + ": "
              + why
              + ". Choose another port, or stop what uses this one");
    }
    return bound.channel();
  }

  private void welcome(
      Channel accepted, Services services, LoopState state, @Nullable SslContext tls) {
    if (tls == null) {
      Access access =
          new Access(
              listener.principal(),
              () -> policy,
              !(listener.address() instanceof ListenAddress.Unix));
      accepted
          .pipeline()
          .addLast(new ClientConnection(services, access, state, Peers.of(accepted), accepted));
      return;
    }
    accepted
        .pipeline()
        .addLast("tls", tls.newHandler(accepted.alloc()))
        .addLast(
            new ClientNames(name -> {
              Access access = new Access(principalOf(name), () -> policy, false);
              Peer peer = Peers.of(accepted, name);
              return new ClientConnection(services, access, state, peer, accepted);
            }));
  }

  private Principal principalOf(String clientName) {
    return listener.address() instanceof ListenAddress.Tls secured
        ? new Principal(secured.principals().getOrDefault(clientName, clientName))
        : listener.principal();
  }

  void policy(Policy next) {
    policy = next;
  }

  String address() {
    Channel bound = Objects.requireNonNull(channel);
    return switch (listener.address()) {
      case ListenAddress.Unix address -> address.toString();
      case ListenAddress.Tcp address -> "tcp://" + address.host() + ":" + port(bound);
      case ListenAddress.Tls address -> "tcp+tls://" + address.host() + ":" + port(bound);
    };
  }

  private static int port(Channel bound) {
    return ((InetSocketAddress) bound.localAddress()).getPort();
  }

  void close() {
    if (channel != null) {
      channel.close().awaitUninterruptibly();
      if (listener.address() instanceof ListenAddress.Unix address) {
        file(address).remove();
      }
    }
  }
}
