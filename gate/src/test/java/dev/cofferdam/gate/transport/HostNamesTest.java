package dev.cofferdam.gate.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Names are looked up beside the event loops, never on them. */
@Timeout(20)
class HostNamesTest {
  private final EventLoopGroup loops = Transport.EPOLL.eventLoops(1);

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private Bootstrap bootstrap(HostNames.Lookup lookup) {
    return new Bootstrap()
        .group(loops)
        .channel(Transport.EPOLL.client(false))
        .resolver(new HostNames(lookup))
        .handler(new ChannelInboundHandlerAdapter());
  }

  @Test
  void aNameServerThatDoesNotAnswerHoldsUpNobodyElse() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    InetAddress here = InetAddress.getLoopbackAddress();
    try (ServerSocket server = new ServerSocket(0, 8, here)) {
      Bootstrap slow =
          bootstrap(name -> {
            assertThat(name).isEqualTo("engine.example");
            try {
              answer.await();
            } catch (InterruptedException e) {
              throw new UnknownHostException("interrupted");
            }
            return new InetAddress[] {here};
          });
      ChannelFuture connecting =
          slow.connect(InetSocketAddress.createUnresolved("engine.example", server.getLocalPort()));
      assertThat(loops.submit(() -> "the loop goes on").get(10, TimeUnit.SECONDS)).isNotEmpty();
      assertThat(connecting.isDone()).isFalse();
      answer.countDown();
      assertThat(connecting.await().isSuccess()).isTrue();
      connecting.channel().close().sync();
    }
  }

  @Test
  void aNameThatNobodyKnowsIsAFailureOfTheConnection() {
    Bootstrap lost =
        bootstrap(name -> {
          throw new UnknownHostException(name);
        });
    assertThatThrownBy(() -> lost.connect(InetSocketAddress.createUnresolved("lost", 1)).sync())
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("lost");
  }

  @Test
  void theSystemsOwnNamesAreFound() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      ChannelFuture connecting =
          bootstrap(InetAddress::getAllByName)
              .connect(InetSocketAddress.createUnresolved("localhost", server.getLocalPort()));
      assertThat(connecting.await().isSuccess()).isTrue();
      connecting.channel().close().sync();
    }
  }
}
