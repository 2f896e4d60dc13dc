package dev.cofferdam.gate.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cofferdam.gate.testing.NoLeaks;
import dev.cofferdam.gate.testing.ScriptedEngine;
import dev.cofferdam.gate.testing.ScriptedEngine.Exchange;
import dev.cofferdam.gate.testing.TestGate;
import dev.cofferdam.gate.testing.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Hijacked streams: attach, exec, websocket attach. */
@ExtendWith(NoLeaks.class)
@Timeout(40)
class StreamsTest {
  private static final String ATTACH =
      "POST /v1.41/containers/c/attach?stream=1&stdin=1&stdout=1 HTTP/1.1\r\nHost: docker\r\n"
          + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
  private static final String UPGRADED =
      "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
          + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

  private ScriptedEngine engine;
  private TestGate gate;

  @BeforeEach
  void start() throws IOException {
    engine = ScriptedEngine.start();
    gate = TestGate.transparent(engine.address());
  }

  @AfterEach
  void stop() throws IOException {
    gate.close();
    engine.close();
  }

  private Exchange attached(Wire client) throws Exception {
    client.write(ATTACH);
    Exchange attach = engine.expect("/attach?stream=1&stdin=1&stdout=1");
    attach.wire().write(UPGRADED);
    assertThat(client.head()).isEqualTo(UPGRADED);
    return attach;
  }

  @Test
  void theUpgradeIsPassedOn() throws Exception {
    try (Wire client = gate.connect()) {
      assertThat(attached(client).head())
          .contains("Connection: Upgrade\r\nUpgrade: tcp\r\n")
          .contains("Content-Length: 0\r\n");
    }
  }

  @Test
  void aClientThatEndsItsInputStillGetsTheOutput() throws Exception {
    try (Wire client = gate.connect()) {
      Exchange attach = attached(client);
      client.write("input").endOutput();
      assertThat(attach.wire().rest()).isEqualTo("input");
      attach.wire().write("late output");
      attach.close();
      assertThat(client.rest()).isEqualTo("late output");
    }
  }

  @Test
  void anEngineThatEndsItsOutputStillGetsTheInput() throws Exception {
    assumeFalse(
        TestGate.overIoUring(), "Netty closes an io_uring Unix socket whose peer half-closes it");
    try (Wire client = gate.connect()) {
      Exchange attach = attached(client);
      attach.wire().write("output").endOutput();
      assertThat(client.rest()).isEqualTo("output");
      client.write("late input").endOutput();
      assertThat(attach.wire().rest()).isEqualTo("late input");
    }
  }

  @Test
  void anEngineThatGoesAwayEndsTheStream() throws Exception {
    try (Wire client = gate.connect()) {
      Exchange attach = attached(client);
      attach.wire().write("output");
      attach.close();
      assertThat(client.rest()).isEqualTo("output");
      client.write("to nobody").write("to nobody");
      await().until(() -> gate.gate().metrics().registry() != null && streamEnded());
    }
  }

  private boolean streamEnded() throws Exception {
    return gate.journalText().contains("\"kind\":\"stream-end\"");
  }

  /** What broke with Netty 4.2.12 to 4.2.18 over epoll: half-close, then more than one buffer. */
  @Test
  void aSlowReaderGetsAllOutputAfterItsInputEnded() throws Exception {
    byte[] output = new byte[19 * 1024 * 1024];
    new Random(5).nextBytes(output);
    try (Wire client = gate.connect()) {
      Exchange attach = attached(client);
      client.endOutput();
      assertThat(attach.wire().rest()).isEmpty();
      Thread writer =
          Thread.startVirtualThread(() -> {
            try {
              attach.wire().write(output);
              attach.close();
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(readSlowly(client, output.length)).isEqualTo(Arrays.hashCode(output));
      writer.join();
      assertThat(client.rest()).isEmpty();
    }
  }

  /** Reads in small pieces, which keeps every buffer on the way full. */
  private static int readSlowly(Wire client, int length) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(length);
    while (all.hasRemaining()) {
      all.limit(Math.min(all.capacity(), all.position() + 3000));
      if (client.channel().read(all) < 0) {
        break;
      }
      all.limit(all.capacity());
    }
    return Arrays.hashCode(Arrays.copyOf(all.array(), all.position()));
  }

  @Test
  void aReaderThatPausesLongerThanAllTimeoutsStillGetsTheLastBytes() throws Exception {
    byte[] output = new byte[600_000];
    new Random(6).nextBytes(output);
    gate.close();
    gate = TestGate.transparent(engine.address(), 100, new Timeouts(1, 1, 1, 1, 1));
    try (Wire client = gate.connect()) {
      Exchange attach = attached(client);
      attach.wire().write(Arrays.copyOf(output, 300_000));
      attach.wire().channel().configureBlocking(false);
      ByteBuffer rest = ByteBuffer.wrap(output, 300_000, 300_000);
      while (attach.wire().channel().write(rest) > 0) {
        Thread.onSpinWait();
      }
      int sent = rest.position();
      attach.close();
      // Four ticks of the gate's clock: longer than every timeout above.
      long until = System.nanoTime() + 4_000_000_000L;
      await().atMost(java.time.Duration.ofSeconds(10)).until(() -> System.nanoTime() > until);
      assertThat(client.restBytes()).isEqualTo(Arrays.copyOf(output, sent));
    }
  }

  @Test
  void aStreamThatIsSilentForLongerThanAllTimeoutsStaysOpen() throws Exception {
    gate.close();
    gate = TestGate.transparent(engine.address(), 100, new Timeouts(1, 1, 1, 1, 1));
    try (Wire client = gate.connect()) {
      Exchange attach = attached(client);
      long until = System.nanoTime() + 4_000_000_000L;
      await().atMost(java.time.Duration.ofSeconds(10)).until(() -> System.nanoTime() > until);
      client.write("still");
      assertThat(attach.wire().exactly(5)).isEqualTo("still");
      attach.wire().write("here");
      assertThat(client.exactly(4)).isEqualTo("here");
    }
  }

  @Test
  void bytesSentBeforeTheUpgradeArriveAfterIt() throws Exception {
    String early = "early ".repeat(40_000);
    try (Wire client = gate.connect()) {
      Thread writer =
          Thread.startVirtualThread(() -> {
            try {
              client.write(ATTACH + early).write("late").endOutput();
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          });
      Exchange attach = engine.expect("stdout=1");
      attach.wire().write(UPGRADED);
      assertThat(attach.wire().rest()).isEqualTo(early + "late");
      writer.join();
    }
  }

  @Test
  void theOldUpgradeWith200IsAStreamToo() throws Exception {
    String old = "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\n";
    try (Wire client = gate.connect()) {
      client.write("POST /v1.41/containers/c/attach?stream=1 HTTP/1.1\r\nHost: docker\r\n\r\n");
      Exchange attach = engine.expect("attach?stream=1");
      assertThat(attach.head()).doesNotContain("Upgrade");
      attach.wire().write(old + "out");
      assertThat(client.head()).isEqualTo(old);
      assertThat(client.exactly(3)).isEqualTo("out");
      client.write("in").endOutput();
      assertThat(attach.wire().rest()).isEqualTo("in");
      attach.wire().write("more");
      attach.close();
      assertThat(client.rest()).isEqualTo("more");
    }
  }

  @Test
  void anExecStreamStartsWithItsJsonBody() throws Exception {
    try (Wire client = gate.connect()) {
      String body = "{\"Detach\":false,\"Tty\":true}";
      client.write(
          "POST /v1.41/exec/abc/start HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\n"
              + "Upgrade: tcp\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      Exchange exec = engine.expect("/exec/abc/start");
      assertThat(exec.wire().exactly(body.length())).isEqualTo(body);
      exec.wire().write(UPGRADED + "$ ");
      assertThat(client.head()).isEqualTo(UPGRADED);
      assertThat(client.exactly(2)).isEqualTo("$ ");
    }
  }

  @Test
  void aWebsocketAttachShakesHands() throws Exception {
    try (Wire client = gate.connect()) {
      client.write(
          "GET /v1.41/containers/c/attach/ws?stream=1 HTTP/1.1\r\nHost: docker\r\n"
              + "Connection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Key: a2V5\r\nSec-WebSocket-Version: 13\r\n\r\n");
      Exchange attach = engine.expect("/attach/ws?stream=1");
      assertThat(attach.head())
          .containsIgnoringCase("Upgrade: websocket\r\n")
          .containsIgnoringCase("Sec-WebSocket-Key: a2V5\r\n")
          .containsIgnoringCase("Sec-WebSocket-Version: 13\r\n")
          .containsIgnoringCase("Origin: ");
      attach.wire().write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\nframe");
      assertThat(client.head()).contains("101 Switching");
      assertThat(client.exactly(5)).isEqualTo("frame");
    }
  }

  @Test
  void anAttachThatTheEngineRefusesIsAnOrdinaryAnswer() throws Exception {
    try (Wire client = gate.connect()) {
      client.write(ATTACH);
      engine.expect("stdout=1").json(404, "{\"message\":\"No such container: c\"}");
      assertThat(client.response()).contains(" 404 ").endsWith("No such container: c\"}");
      client.write("GET /v1.41/_ping HTTP/1.1\r\nHost: d\r\n\r\n");
      engine.expect("/_ping").json(200, "OK");
      assertThat(client.response()).endsWith("OK");
    }
  }

  @Test
  void anUpgradeThatNobodyAskedForIsRefused() throws Exception {
    try (Wire client = gate.connect()) {
      client.write("GET /v1.41/info HTTP/1.1\r\nHost: d\r\n\r\n");
      engine.expect("/info").wire().write(UPGRADED);
      assertThat(client.response()).contains(" 502 ").contains("{\"message\":\"cofferdam: ");
    }
  }

  @Test
  void aReaderThatStopsStopsTheEngine() throws Exception {
    byte[] block = new byte[64 * 1024];
    try (Wire client = gate.connect()) {
      Exchange attach = attached(client);
      attach.wire().channel().configureBlocking(false);
      long sent = writeUntilBlocked(attach.wire(), block);
      assertThat(sent).isLessThan(TestGate.KERNEL_HOLDS_LESS);
      long got = 0;
      ByteBuffer in = ByteBuffer.allocate(64 * 1024);
      while (got < sent) {
        got += client.channel().read(in.clear());
      }
      attach.wire().channel().configureBlocking(true);
      attach.wire().write("end");
      assertThat(client.exactly(3)).isEqualTo("end");
    }
  }

  @Test
  void anEngineThatStopsReadingStopsTheClient() throws Exception {
    byte[] block = new byte[64 * 1024];
    try (Wire client = gate.connect()) {
      Exchange attach = attached(client);
      client.channel().configureBlocking(false);
      long sent = writeUntilBlocked(client, block);
      assertThat(sent).isLessThan(TestGate.KERNEL_HOLDS_LESS);
      long got = 0;
      ByteBuffer in = ByteBuffer.allocate(64 * 1024);
      while (got < sent) {
        got += attach.wire().channel().read(in.clear());
      }
      client.channel().configureBlocking(true);
      client.write("end").endOutput();
      assertThat(attach.wire().rest()).isEqualTo("end");
    }
  }

  /** Writes until nothing has gone for a while; fails when more goes than any bound allows. */
  private static long writeUntilBlocked(Wire wire, byte[] block) throws IOException {
    long sent = 0;
    long blockedSince = System.nanoTime();
    while (System.nanoTime() - blockedSince < 500_000_000L && sent < 64L * 1024 * 1024) {
      int count = wire.channel().write(ByteBuffer.wrap(block));
      if (count > 0) {
        sent += count;
        blockedSince = System.nanoTime();
      }
    }
    return sent;
  }

  @Test
  void aThousandOpenStreamsEcho() throws Exception {
    engine.answering(exchange -> {
      exchange.wire().write(UPGRADED);
      for (String line = exchange.wire().exactly(8); ; line = exchange.wire().exactly(8)) {
        exchange.wire().write(line);
      }
    });
    List<Wire> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        Wire client = gate.connect();
        clients.add(client.write(ATTACH));
        assertThat(client.head()).isEqualTo(UPGRADED);
      }
      long before = Buffers.ALLOCATOR.metric().usedDirectMemory();
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < clients.size(); i++) {
          clients.get(i).write(String.format("%08d", i));
        }
        for (int i = 0; i < clients.size(); i++) {
          assertThat(clients.get(i).exactly(8)).isEqualTo(String.format("%08d", i));
        }
      }
      assertThat(Buffers.ALLOCATOR.metric().usedDirectMemory() - before)
          .isLessThan(32 * 1024 * 1024);
    } finally {
      for (Wire client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aClientThatGoesAwayTakesItsEngineConnectionWithIt() throws Exception {
    try (Wire client = gate.connect()) {
      Exchange attach = attached(client);
      client.close();
      assertThat(attach.wire().rest()).isEmpty();
    }
  }
}
