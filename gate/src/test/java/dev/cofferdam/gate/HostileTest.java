package dev.cofferdam.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.cofferdam.gate.connection.Buffers;
import dev.cofferdam.gate.connection.Timeouts;
import dev.cofferdam.gate.testing.NoLeaks;
import dev.cofferdam.gate.testing.ScriptedEngine;
import dev.cofferdam.gate.testing.TestGate;
import dev.cofferdam.gate.testing.Wire;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that mean harm, and a normal one among them. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class HostileTest {
  private static final String PING = "GET /v1.41/_ping HTTP/1.1\r\nHost: docker\r\n\r\n";
  private static final long MIB = 1024 * 1024;

  private ScriptedEngine engine;
  private final List<Wire> hostile = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    engine = ScriptedEngine.start();
    engine.answering(exchange -> exchange.json(200, "OK"));
  }

  @AfterEach
  void stop() throws IOException {
    for (Wire wire : hostile) {
      wire.close();
    }
    engine.close();
  }

  /** As many as the limit of open files allows: each connection has both its ends here. */
  private static int many() {
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long free = system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount();
    return (int) Math.min(10_000, (free - 500) / 2);
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void served(TestGate gate) throws IOException {
    try (Wire normal = gate.connect()) {
      normal.write(PING);
      assertThat(normal.response()).startsWith("HTTP/1.1 200 ").endsWith("OK");
    }
  }

  @Test
  void thousandsOfHostileConnectionsLeaveMemoryFlatAndOthersServed() throws Exception {
    int many = many();
    assertThat(many).isGreaterThanOrEqualTo(2_000);
    Timeouts patient = new Timeouts(60, 60, 120, 3, 30);
    try (TestGate gate = TestGate.transparent(engine.address(), 16_384, patient)) {
      served(gate);
      long heapBefore = heap();
      long directBefore = Buffers.ALLOCATOR.metric().usedDirectMemory();
      for (int i = 0; i < many; i++) {
        Wire wire = gate.connect();
        hostile.add(wire);
        switch (i % 4) {
          case 0 -> wire.write("GET /v1.41/_ping HTTP/1.1\r\nX: "); // a slow head
          case 1 -> wire.write(PING); // never reads
          case 2 -> {} // says nothing
          default -> wire.write("G").endOutput(); // half open
        }
        if (i % 1_000 == 0) {
          served(gate);
        }
      }
      served(gate);
      // A hostile client costs a few KiB, its own end in this process included.
      assertThat(Buffers.ALLOCATOR.metric().usedDirectMemory() - directBefore)
          .isLessThan(many * 8L * 1024 + 32 * MIB);
      assertThat(heap() - heapBefore).isLessThan(many * 12L * 1024 + 32 * MIB);
    }
  }

  /** Each asks for more than it will ever read; the engine would go on for ever. */
  @Test
  void clientsThatNeverReadHoldLittleHoweverMuchTheEngineSays() throws Exception {
    int many = Math.min(1_000, many() / 2);
    byte[] flood = new byte[256 * 1024];
    engine.answering(exchange -> {
      if (exchange.line().endsWith("/_ping")) {
        exchange.json(200, "OK");
        return;
      }
      exchange.wire().write("HTTP/1.1 200 OK\r\n\r\n");
      while (true) {
        exchange.wire().write(flood);
      }
    });
    try (TestGate gate = TestGate.transparent(engine.address(), 16_384, Timeouts.DEFAULT)) {
      served(gate);
      long before = Buffers.ALLOCATOR.metric().usedDirectMemory();
      for (int i = 0; i < many; i++) {
        Wire wire = gate.connect();
        hostile.add(wire);
        wire.write("GET /v1.41/containers/c/logs?stdout=1 HTTP/1.1\r\nHost: d\r\n\r\n");
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> engine.lines().stream().filter(l -> l.contains("/logs")).count() == many);
      served(gate);
      // The first 256 hold up to 72 KiB each, the rest 12.
      assertThat(Buffers.ALLOCATOR.metric().usedDirectMemory() - before)
          .isLessThan(256 * 72L * 1024 + many * 12L * 1024 + 16 * MIB);
    }
  }

  /** Each sends nearly all of the longest body that is read, and waits. */
  @Test
  void longBodiesThatDoNotEndAreRefusedWhenThereAreMany() throws Exception {
    int length = 3 * 1024 * 1024;
    String start =
        "POST /v1.41/containers/create HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + length
            + "\r\n\r\n";
    byte[] body = new byte[length - 1];
    Arrays.fill(body, (byte) ' ');
    try (TestGate gate = TestGate.start(engine.address(), Map.of("agent", "preset: develop"))) {
      for (int i = 0; i < 5; i++) {
        hostile.add(gate.connect().write(start).write(body));
      }
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> {
            try (Wire one = gate.connect()) {
              one.write(start).write(body);
              assertThat(one.head()).startsWith("HTTP/1.1 503 ");
            }
          });
      served(gate);
      for (Wire wire : hostile) {
        wire.close();
      }
      // What they held is free again.
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> {
            try (Wire one = gate.connect()) {
              one.write(start).write(body).write("x");
              assertThat(one.head()).startsWith("HTTP/1.1 400 ");
            }
          });
    }
  }

  /** Many heads of 20 KiB that do not end: beyond some hundreds they are refused early. */
  @Test
  void longHeadsThatDoNotEndAreRefusedWhenThereAreMany() throws Exception {
    String start = "GET /v1.41/_ping HTTP/1.1\r\nHost: d\r\nX: " + "y".repeat(20 * 1024);
    try (TestGate gate = TestGate.transparent(engine.address(), 16_384, Timeouts.DEFAULT)) {
      for (int i = 0; i < 257; i++) {
        hostile.add(gate.connect().write(start));
      }
      // As soon as the last of them has been read, another one is too many; a short head is not.
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> {
            try (Wire one = gate.connect()) {
              one.write(start + "\r\n");
              assertThat(one.head()).startsWith("HTTP/1.1 431 ");
            }
          });
      served(gate);
    }
  }

  @Test
  void slowHeadsAreClosedAndTheOthersServed() throws Exception {
    try (TestGate gate =
        TestGate.transparent(engine.address(), 16_384, new Timeouts(1, 1, 120, 1, 1))) {
      for (int i = 0; i < 200; i++) {
        hostile.add(gate.connect().write("GET /v1.41/_ping HTTP/1.1\r\n"));
      }
      served(gate);
      for (Wire wire : hostile) {
        assertThat(wire.rest()).startsWith("HTTP/1.1 408 ");
      }
      served(gate);
    }
  }

  @Test
  void theConnectionThatHasBeenIdleLongestMakesRoom() throws Exception {
    try (TestGate gate = TestGate.transparent(engine.address(), 50, Timeouts.DEFAULT);
        Wire oldButBusy = gate.connect()) {
      oldButBusy.write(PING);
      oldButBusy.response();
      for (int i = 0; i < 49; i++) {
        Wire wire = gate.connect();
        hostile.add(wire);
        wire.write(PING);
        wire.response();
      }
      oldButBusy.write(PING);
      assertThat(oldButBusy.response()).endsWith("OK");
      for (int i = 0; i < 20; i++) {
        served(gate);
      }
      oldButBusy.write(PING);
      assertThat(oldButBusy.response()).endsWith("OK");
      assertThat(hostile.getFirst().rest()).isEmpty();
    }
  }

  @Test
  void aFullHouseOfBusyConnectionsTakesNoMoreUntilOneLeaves() throws Exception {
    engine.answering(exchange -> {
      exchange.wire().write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      exchange.wire().rest();
      exchange.close();
    });
    try (TestGate gate = TestGate.transparent(engine.address(), 5, Timeouts.DEFAULT)) {
      for (int i = 0; i < 5; i++) {
        Wire wire = gate.connect();
        hostile.add(wire);
        wire.write("GET /v1.41/events HTTP/1.1\r\nHost: d\r\n\r\n");
        wire.head();
      }
      try (Wire refused = gate.connect()) {
        assertThat(refused.rest()).isEmpty();
      }
      hostile.getFirst().close();
      engine.answering(exchange -> exchange.json(200, "OK"));
      await().atMost(Duration.ofSeconds(10)).ignoreExceptions().untilAsserted(() -> served(gate));
    }
  }

  /** The same bytes give the same answers, however they are cut. */
  @Test
  void theWayInWhichBytesArriveMakesNoDifference() throws Exception {
    engine.answering(exchange -> {
      String head = exchange.head();
      String body =
          head.contains("chunked")
              ? exchange.wire().chunks()
              : head.contains("Content-Length: 11") ? exchange.wire().exactly(11) : "";
      exchange.json(200, exchange.line() + " " + body);
    });
    String requests =
        PING
            + "POST /v1.41/build?t=a HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"
            + "GET /nonsense HTTP/1.1\r\nHost: d\r\n\r\n"
            + "PUT /v1.41/containers/c/archive?path=/ HTTP/1.1\r\nHost: d\r\n"
            + "Content-Length: 11\r\n\r\nhello again"
            + "GET /v1.41/info HTTP/1.1\r\nHost: d\r\nbroken\r\n\r\n";
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(41);
    try (TestGate gate = TestGate.transparent(engine.address())) {
      String expected = answers(gate, requests, new int[] {requests.length()});
      assertThat(expected)
          .containsSubsequence(
              "/_ping", "hello world", "page not found", "hello again", " 400 Bad Request");
      for (int round = 0; round < 60; round++) {
        int[] cuts = random.ints(40, 1, 2 + random.nextInt(60)).toArray();
        assertThat(answers(gate, requests, cuts)).isEqualTo(expected);
      }
    }
  }

  private static String answers(TestGate gate, String requests, int[] cuts) throws IOException {
    try (Wire client = gate.connect()) {
      int at = 0;
      for (int cut : cuts) {
        int end = Math.min(requests.length(), at + cut);
        client.write(requests.substring(at, end));
        at = end;
      }
      client.write(requests.substring(at));
      return client.rest();
    }
  }

  /** Mutated requests are answered or refused; none hangs, and the gate stays alive. */
  @Test
  void mutatedRequestsNeitherHangNorHarm() throws Exception {
    String seed =
        "POST /v1.41/build?t=a HTTP/1.1\r\nHost: d\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "5\r\nhello\r\n0\r\n\r\n"
            + PING;
    String pieces = "\r\n :;\u0000\u007f\u00ff0aZ/%#?*+-";
    engine.answering(exchange -> {
      if (exchange.head().contains("chunked")) {
        exchange.wire().chunks();
      }
      exchange.json(200, "OK");
    });
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(42);
    try (TestGate gate = TestGate.transparent(engine.address())) {
      for (int round = 0; round < 400; round++) {
        StringBuilder text = new StringBuilder(seed);
        for (int change = random.nextInt(3); change >= 0; change--) {
          int at = random.nextInt(text.length());
          char piece = pieces.charAt(random.nextInt(pieces.length()));
          switch (random.nextInt(3)) {
            case 0 -> text.setCharAt(at, piece);
            case 1 -> text.insert(at, piece);
            default -> text.deleteCharAt(at);
          }
        }
        try (Wire client = gate.connect()) {
          client.write(text.toString()).endOutput();
          String answer = client.rest();
          assertThat(answer.isEmpty() || answer.startsWith("HTTP/1.1 ")).isTrue();
        } catch (IOException e) {
          assertThat(e).hasMessageContaining("Broken pipe");
        }
      }
      served(gate);
    }
  }
}
