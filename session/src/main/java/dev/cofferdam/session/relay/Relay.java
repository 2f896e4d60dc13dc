package dev.cofferdam.session.relay;

import dev.cofferdam.gate.transport.SocketFile;
import dev.cofferdam.gate.transport.Transport;
import dev.cofferdam.journal.Journal;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running relay. Every call that agents make to it goes to the provider's API with the session's
 * credential; answers stream back as they come. Create one with {@link #start}; all methods may be
 * called from any thread.
 */
public final class Relay implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 128;
  private static final int MAX_LINE = 8 * 1024;
  private static final int MAX_HEADERS = 64 * 1024;

  private final SocketFile socket;
  private final EventLoopGroup loops;
  private final Upstream upstream;
  private final Channel listener;

  private Relay(SocketFile socket, Upstream upstream) throws IOException {
    this.socket = socket;
    this.upstream = upstream;
    this.loops = Transport.EPOLL.eventLoops(1);
    AtomicInteger open = new AtomicInteger();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(Transport.EPOLL.server(true))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel accepted) {
                    if (open.incrementAndGet() > MAX_CONNECTIONS) {
                      open.decrementAndGet();
                      accepted.close();
                      return;
                    }
                    accepted.closeFuture().addListener(_ -> open.decrementAndGet());
                    welcome(accepted, upstream);
                  }
                });
    try {
      this.listener = socket.bind(Transport.binding(bootstrap));
    } catch (IOException | RuntimeException e) {
      loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      throw e;
    }
  }

  private static void welcome(Channel accepted, Upstream upstream) {
    HttpDecoderConfig limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_LINE)
            .setMaxHeaderSize(MAX_HEADERS)
            .setMaxChunkSize(MAX_HEADERS);
    accepted
        .pipeline()
        .addLast(
            new HttpServerCodec(limits),
            new HttpServerKeepAliveHandler(),
            new RelayConnection(upstream));
  }

  /**
   * Begins to serve.
   *
   * @param socket where the workspace reaches it
   * @param accounts the credentials; a provider without one is answered with how to give it
   * @param journal gets one entry for each call; stays the caller's to close
   * @param principal the session's name, for the journal
   * @param environment the host's, of which {@code https_proxy} is read
   * @throws IOException when the socket cannot be listened on; nothing is left open then
   */
  public static Relay start(
      SocketFile socket,
      Accounts accounts,
      Journal journal,
      String principal,
      Map<String, String> environment)
      throws IOException {
    Upstream upstream = new Upstream(accounts, journal, principal, environment);
    try {
      return new Relay(socket, upstream);
    } catch (IOException | RuntimeException e) {
      upstream.close();
      throw e;
    }
  }

  /** Ends all calls and removes the socket. A second call does nothing. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    socket.remove();
    upstream.close();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
