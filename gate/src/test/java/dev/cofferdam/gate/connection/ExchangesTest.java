package dev.cofferdam.gate.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.gate.testing.NoLeaks;
import dev.cofferdam.gate.testing.ScriptedEngine;
import dev.cofferdam.gate.testing.ScriptedEngine.Exchange;
import dev.cofferdam.gate.testing.TestGate;
import dev.cofferdam.gate.testing.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and their answers, between a client and an engine that do their worst. */
@ExtendWith(NoLeaks.class)
@Timeout(30)
class ExchangesTest {
  private static final String PING = "GET /v1.41/_ping HTTP/1.1\r\nHost: docker\r\n\r\n";
  private static final String BUILD =
      "POST /v1.41/build?t=x HTTP/1.1\r\nHost: docker\r\nContent-Type: application/x-tar\r\n"
          + "Transfer-Encoding: chunked\r\n";

  private ScriptedEngine engine;
  private TestGate gate;
  private Wire client;

  @BeforeEach
  void start() throws IOException {
    engine = ScriptedEngine.start();
    gate = TestGate.transparent(engine.address());
    client = gate.connect();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    gate.close();
    engine.close();
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: docker\r\n\r\n";
  }

  @Test
  void requestsOfOneConnectionAreAnsweredInTheirOrderOneAtATime() throws Exception {
    client.write(get("/v1.41/info") + get("/v1.41/containers/json") + PING);
    Exchange first = engine.expect("/info");
    assertThat(engine.lines()).containsExactly("GET /v1.41/info");
    first.json(200, "1");
    engine.expect("/containers/json").json(404, "22");
    engine.expect("/_ping").json(200, "333");
    assertThat(client.response()).endsWith("\r\n\r\n1");
    assertThat(client.response()).endsWith("\r\n\r\n22");
    assertThat(client.response()).endsWith("\r\n\r\n333");
  }

  @Test
  void requestsThatAClientSentBeforeItEndedItsInputAreAllAnswered() throws Exception {
    engine.answering(exchange -> exchange.json(200, exchange.line()));
    client.write(get("/v1.41/info") + get("/v1.41/containers/json") + PING).endOutput();
    String answers = client.rest();
    assertThat(answers).containsSubsequence("/v1.41/info", "/containers/json", "/v1.41/_ping");
  }

  @Test
  void aHeadIsPassedOnBeforeThereIsABody() throws Exception {
    client.write("POST /v1.41/containers/c/wait HTTP/1.1\r\nHost: docker\r\n\r\n");
    Exchange wait = engine.expect("/wait");
    wait.wire().write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    assertThat(client.head()).startsWith("HTTP/1.1 200 OK\r\n");
    wait.wire().chunk("{\"StatusCode\":0}").write("0\r\n\r\n");
    assertThat(client.chunks()).isEqualTo("{\"StatusCode\":0}");
  }

  @Test
  void piecesOfABodyArePassedOnAtOnce() throws Exception {
    client.write(get("/v1.41/events"));
    Exchange events = engine.expect("/events");
    events.wire().write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    client.head();
    for (String event : List.of("one", "two", "three")) {
      events.wire().chunk(event);
      assertThat(client.chunk()).isEqualTo(event);
    }
  }

  @Test
  void aBuildAnswersWhileItsContextArrives() throws Exception {
    client.write(BUILD + "\r\n").chunk("first part");
    Exchange build = engine.expect("/build?t=x");
    assertThat(build.wire().chunk()).isEqualTo("first part");
    build.wire().write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").chunk("step 1");
    client.head();
    assertThat(client.chunk()).isEqualTo("step 1");
    client.chunk("second part");
    assertThat(build.wire().chunk()).isEqualTo("second part");
    build.wire().chunk("step 2");
    assertThat(client.chunk()).isEqualTo("step 2");
    client.write("0\r\n\r\n");
    assertThat(build.wire().chunk()).isEmpty();
    build.wire().write("0\r\n\r\n");
    build.done();
    assertThat(client.chunk()).isEmpty();
    client.write(PING);
    engine.expect("/_ping").json(200, "OK");
    assertThat(client.response()).endsWith("OK");
  }

  @Test
  void anUploadOfKnownLengthKeepsItsLength() throws Exception {
    client.write(
        "PUT /v1.41/containers/c/archive?path=%2F HTTP/1.1\r\nHost: docker\r\n"
            + "Content-Type: application/x-tar\r\nContent-Length: 10\r\n\r\n01234");
    Exchange put = engine.expect("/archive?path=%2F");
    assertThat(put.head()).contains("Content-Length: 10\r\n");
    assertThat(put.wire().exactly(5)).isEqualTo("01234");
    client.write("56789");
    assertThat(put.wire().exactly(5)).isEqualTo("56789");
    put.json(200, "");
    assertThat(client.status()).isEqualTo(200);
  }

  /** What comes before the engine is reached waits, and then nothing gets stuck. */
  @ParameterizedTest
  @ValueSource(ints = {1, 70_000, 3_000_000})
  void anUploadThatIsAheadOfItsDecisionArrivesWhole(int length) throws Exception {
    String body = "x".repeat(length);
    Thread writer = writeLater(client, BUILD + "\r\n" + chunked(body));
    Exchange build = engine.expect("/build?t=x");
    assertThat(build.wire().chunks()).isEqualTo(body);
    build.json(200, "done");
    assertThat(client.response()).endsWith("done");
    writer.join();
  }

  @Test
  void aJsonBodyThatIsAheadOfItsDecisionArrivesWhole() throws Exception {
    engine.stop();
    gate.close();
    engine = ScriptedEngine.start();
    gate = TestGate.start(engine.address(), java.util.Map.of("agent", "preset: observe"));
    String body = "{\"Hostname\":\"" + "x".repeat(300_000) + "\"}";
    try (Wire other = gate.connect()) {
      Thread writer =
          writeLater(
              other,
              "POST /v1.41/containers/create HTTP/1.1\r\nHost: d\r\n"
                  + "Content-Type: application/json\r\nContent-Length: "
                  + body.length()
                  + "\r\n\r\n"
                  + body);
      assertThat(other.response()).contains(" 403 ");
      writer.join();
    }
  }

  private static String chunked(String body) {
    StringBuilder chunks = new StringBuilder();
    for (int at = 0; at < body.length(); at += 8192) {
      String chunk = body.substring(at, Math.min(body.length(), at + 8192));
      chunks.append(Integer.toHexString(chunk.length())).append("\r\n").append(chunk);
      chunks.append("\r\n");
    }
    return chunks.append("0\r\n\r\n").toString();
  }

  private static Thread writeLater(Wire wire, String text) {
    return Thread.startVirtualThread(() -> {
      try {
        wire.write(text);
      } catch (IOException e) {
        // The gate refused the rest; the answer says why.
      }
    });
  }

  @Test
  void aClientThatUploadsReadsAnEarlyError() throws Exception {
    Thread writer = writeLater(client, BUILD + "\r\n" + chunked("x".repeat(20_000_000)));
    Exchange build = engine.expect("/build?t=x");
    build.wire().chunk();
    build.wire().write("HTTP/1.1 400 Bad\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbad");
    assertThat(client.response()).startsWith("HTTP/1.1 400 Bad\r\n").endsWith("bad");
    build.close();
    assertThat(client.rest()).isEmpty();
    writer.join();
  }

  @Test
  void anExpectingClientIsToldToGoOnOnceAStreamIsDecided() throws Exception {
    client.write(BUILD + "Expect: 100-continue\r\n\r\n");
    Exchange build = engine.expect("/build?t=x");
    assertThat(build.head()).doesNotContainIgnoringCase("expect");
    assertThat(client.head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    client.chunk("context").write("0\r\n\r\n");
    assertThat(build.wire().chunks()).isEqualTo("context");
    build.json(200, "built");
    assertThat(client.response()).startsWith("HTTP/1.1 200").endsWith("built");
  }

  @Test
  void anExpectingClientThatIsRefusedIsNotToldToGoOn() throws Exception {
    client.write(
        "POST /v1.41/nonsense HTTP/1.1\r\nHost: d\r\nContent-Length: 5\r\n"
            + "Expect: 100-continue\r\n\r\n");
    assertThat(client.response()).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void aMalformedChunkAfterAContinueIsAnsweredAndTheEngineSeesNoWholeBody() throws Exception {
    client.write(BUILD + "Expect: 100-continue\r\n\r\n");
    Exchange build = engine.expect("/build?t=x");
    client.head();
    client.chunk("good").write("nonsense\r\n");
    assertThat(client.response()).startsWith("HTTP/1.1 400 ").contains("\"message\"");
    assertThat(client.rest()).isEmpty();
    assertThatThrownBy(build.wire()::chunks).isInstanceOf(EOFException.class);
  }

  @Test
  void aClientThatLeavesInTheMiddleOfABodyLeavesNoWholeBodyBehind() throws Exception {
    client.write(BUILD + "\r\n").chunk("part");
    Exchange build = engine.expect("/build?t=x");
    assertThat(build.wire().chunk()).isEqualTo("part");
    client.close();
    assertThatThrownBy(build.wire()::chunk).isInstanceOf(IOException.class);
  }

  @Test
  void aClientThatEndsItsInputInTheMiddleOfABodyLeavesNoWholeBodyBehind() throws Exception {
    client.write(BUILD + "\r\n").chunk("part");
    Exchange build = engine.expect("/build?t=x");
    client.endOutput();
    assertThatThrownBy(build.wire()::chunks).isInstanceOf(IOException.class);
    assertThat(client.rest()).isEmpty();
  }

  @Test
  void aClientThatEndsItsInputAfterTheBodyGetsItsAnswer() throws Exception {
    client.write(BUILD + "\r\n").chunk("all of it").write("0\r\n\r\n").endOutput();
    Exchange build = engine.expect("/build?t=x");
    assertThat(build.wire().chunks()).isEqualTo("all of it");
    assertThat(build.wire().rest()).isEmpty();
    build.json(200, "built");
    assertThat(client.rest()).endsWith("built");
  }

  @Test
  void aClientThatLeavesBeforeTheHeadEndsItsRequestAtTheEngine() throws Exception {
    client.write(get("/v1.41/events"));
    Exchange events = engine.expect("/events");
    client.close();
    assertThat(events.wire().rest()).isEmpty();
  }

  @Test
  void aClientThatLeavesInTheMiddleOfAnAnswerEndsItsRequestAtTheEngine() throws Exception {
    client.write(get("/v1.41/events"));
    Exchange events = engine.expect("/events");
    events.wire().write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").chunk("x");
    client.head();
    client.close();
    assertThat(events.wire().rest()).isEmpty();
  }

  @Test
  void aHeadRequestHasNoBody() throws Exception {
    client.write("HEAD /_ping HTTP/1.1\r\nHost: docker\r\n\r\n" + PING);
    Exchange ping = engine.expect("HEAD /v1.41/_ping");
    ping.wire().write("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\n");
    ping.done();
    assertThat(client.head()).contains("Api-Version: 1.41\r\n").contains("Content-Length: 2\r\n");
    engine.expect("GET /v1.41/_ping").json(200, "OK");
    assertThat(client.response()).endsWith("OK");
  }

  @Test
  void aRefusedHeadRequestHasNoBodyEither() throws Exception {
    client.write("HEAD /v1.41/nonsense HTTP/1.1\r\nHost: docker\r\n\r\n" + PING);
    assertThat(client.head()).startsWith("HTTP/1.1 404 ");
    engine.expect("/_ping").json(200, "OK");
    assertThat(client.response()).startsWith("HTTP/1.1 200").endsWith("OK");
  }

  @Test
  void anEmptyHostIsFine() throws Exception {
    client.write("GET /v1.41/_ping HTTP/1.1\r\nHost: \r\n\r\n");
    engine.expect("/_ping").json(200, "OK");
    assertThat(client.response()).endsWith("OK");
  }

  @Test
  void manyRequestsUseOneEngineConnection() throws Exception {
    engine.answering(exchange -> exchange.json(200, "OK"));
    client.write(PING);
    client.response();
    int before = engine.connections();
    for (int i = 0; i < 50; i++) {
      try (Wire other = gate.connect()) {
        other.write(PING + PING);
        assertThat(other.response() + other.response()).endsWith("OK");
      }
    }
    assertThat(engine.connections()).isEqualTo(before);
  }

  @Test
  void aKeptEngineConnectionThatDiedIsReplacedForAQuestion() throws Exception {
    client.write(PING);
    engine.expect("/_ping").json(200, "OK");
    client.response();
    client.write(get("/v1.41/info"));
    engine.expect("/info").close();
    engine.expect("/info").json(200, "second");
    assertThat(client.response()).endsWith("second");
  }

  @Test
  void aKeptEngineConnectionThatDiedDoesNotRepeatAnOrder() throws Exception {
    client.write(PING);
    engine.expect("/_ping").json(200, "OK");
    client.response();
    client.write("POST /v1.41/containers/c/start HTTP/1.1\r\nHost: docker\r\n\r\n" + PING);
    engine.expect("/start").close();
    assertThat(client.response()).startsWith("HTTP/1.1 502 ").contains("{\"message\":\"cofferdam:");
    engine.expect("/_ping").json(200, "OK");
    assertThat(client.response()).endsWith("OK");
    assertThat(engine.lines()).filteredOn(line -> line.endsWith("/start")).hasSize(1);
  }

  @Test
  void interimAnswersStayAtTheGate() throws Exception {
    client.write(PING);
    Exchange ping = engine.expect("/_ping");
    ping.wire().write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n");
    ping.wire().write("\r\n");
    ping.json(200, "OK");
    assertThat(client.response()).startsWith("HTTP/1.1 200").endsWith("OK");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 020 OK\r\n\r\n",
        "HTTP/1.7 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n1",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\n folded: x\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\nnonsense\r\n"
      })
  void aMalformedAnswerOfTheEngineIs502(String answer) throws Exception {
    client.write(PING);
    engine.expect("/_ping").wire().write(answer);
    assertThat(client.response()).startsWith("HTTP/1.1 502 ").contains("{\"message\":\"cofferdam:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 10\r\n\r\n12345",
        "Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n"
      })
  void anAnswerThatIsCutShortIsNotMadeToLookWhole(String answer) throws Exception {
    client.write(PING);
    Exchange ping = engine.expect("/_ping");
    ping.wire().write("HTTP/1.1 200 OK\r\n" + answer);
    assertThat(client.head()).startsWith("HTTP/1.1 200 OK");
    ping.close();
    assertThat(client.rest()).doesNotContain("0\r\n\r\n");
  }

  @Test
  void anAnswerThatEndsWithItsConnectionIsWhole() throws Exception {
    client.write(get("/v1.41/containers/c/logs?stdout=1"));
    Exchange logs = engine.expect("logs?stdout=1");
    logs.wire().write("HTTP/1.1 200 OK\r\n\r\nlines");
    logs.close();
    assertThat(client.head()).isEqualTo("HTTP/1.1 200 OK\r\n\r\n");
    assertThat(client.rest()).isEqualTo("lines");
  }

  @Test
  void anEngineConnectionThatSaidMoreThanItAnnouncedIsNotUsedAgain() throws Exception {
    client.write(PING);
    Exchange ping = engine.expect("/_ping");
    ping.wire().write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOKHTTP/1.1 200 OK\r\n\r\n");
    assertThat(client.response()).endsWith("OK");
    assertThat(ping.wire().rest()).isEmpty();
  }

  @Test
  void aClientOfHttp10IsAnsweredWithoutChunksAndClosed() throws Exception {
    client.write("GET /v1.41/containers/json HTTP/1.0\r\n\r\n");
    Exchange list = engine.expect("/containers/json");
    assertThat(list.head()).contains(" HTTP/1.0\r\n");
    list.wire().write("HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n[]");
    list.close();
    assertThat(client.rest()).endsWith("\r\n\r\n[]");
  }

  @Test
  void aClientOfHttp10CanUpload() throws Exception {
    client.write(
        "POST /v1.41/images/load HTTP/1.0\r\nContent-Type: application/x-tar\r\n"
            + "Content-Length: 4\r\n\r\n\r\nta");
    Exchange load = engine.expect("/images/load");
    assertThat(load.head()).contains("Content-Length: 4\r\n").doesNotContain("chunked");
    assertThat(load.wire().exactly(4)).isEqualTo("\r\nta");
    load.wire().write("HTTP/1.0 200 OK\r\n\r\nloaded");
    load.close();
    assertThat(client.rest()).endsWith("loaded");
  }

  @Test
  void aClientThatAsksForItIsClosedAfterItsAnswer() throws Exception {
    client.write("GET /v1.41/_ping HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n");
    engine.expect("/_ping").json(200, "OK");
    assertThat(client.rest()).endsWith("OK");
  }

  @Test
  void aReaderThatStopsStopsTheEngineAndThenGetsEverything() throws Exception {
    int total = 20_000_000;
    client.write(get("/v1.41/containers/c/export"));
    Exchange export = engine.expect("/export");
    export.wire().write("HTTP/1.1 200 OK\r\nContent-Length: " + total + "\r\n\r\n");
    client.head();
    byte[] data = new byte[total];
    new java.util.Random(9).nextBytes(data);
    export.wire().channel().configureBlocking(false);
    ByteBuffer out = ByteBuffer.wrap(data);
    long since = System.nanoTime();
    while (System.nanoTime() - since < 500_000_000L && out.hasRemaining()) {
      if (export.wire().channel().write(out) > 0) {
        since = System.nanoTime();
      }
    }
    assertThat(out.position()).isLessThan(TestGate.KERNEL_HOLDS_LESS);
    export.wire().channel().configureBlocking(true);
    Thread writer =
        Thread.startVirtualThread(() -> {
          try {
            while (out.hasRemaining()) {
              export.wire().channel().write(out);
            }
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    for (int at = 0; at < total; at += 1_000_000) {
      crc.update(client.exactly(1_000_000).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    writer.join();
    java.util.zip.CRC32 wanted = new java.util.zip.CRC32();
    wanted.update(data);
    assertThat(crc.getValue()).isEqualTo(wanted.getValue());
  }

  @Test
  void anEngineThatAnswersNothingToAQuickQuestionIs504() throws Exception {
    gate.close();
    gate = TestGate.transparent(engine.address(), 100, new Timeouts(1, 1, 1, 1, 1));
    try (Wire other = gate.connect()) {
      other.write(PING);
      assertThat(other.response()).startsWith("HTTP/1.1 504 ").contains("\"message\"");
    }
  }

  @Test
  void anEngineMayTakeItsTimeForASlowQuestion() throws Exception {
    gate.close();
    gate = TestGate.transparent(engine.address(), 100, new Timeouts(1, 1, 1, 1, 1));
    try (Wire other = gate.connect()) {
      other.write("POST /v1.41/containers/c/stop?t=60 HTTP/1.1\r\nHost: d\r\n\r\n");
      Exchange stop = engine.expect("/stop?t=60");
      long until = System.nanoTime() + 3_500_000_000L;
      await().atMost(java.time.Duration.ofSeconds(10)).until(() -> System.nanoTime() > until);
      stop.wire().write("HTTP/1.1 204 No Content\r\n\r\n");
      assertThat(other.head()).startsWith("HTTP/1.1 204 ");
    }
  }

  @Test
  void aHeadThatDoesNotArriveInTimeIs408() throws Exception {
    gate.close();
    gate = TestGate.transparent(engine.address(), 100, new Timeouts(1, 1, 1, 1, 1));
    try (Wire other = gate.connect()) {
      other.write("GET /v1.41/_ping HTTP/1.1\r\n");
      assertThat(other.response()).startsWith("HTTP/1.1 408 ");
      assertThat(other.rest()).isEmpty();
    }
  }
}
