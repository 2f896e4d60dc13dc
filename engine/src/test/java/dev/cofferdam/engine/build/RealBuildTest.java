package dev.cofferdam.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.Paths;
import dev.cofferdam.engine.client.RealEngine;
import dev.cofferdam.engine.client.Reply;
import dev.cofferdam.engine.client.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the engine fetches must have been foretold. URL stands for a server on the host's loopback.
 */
@Tag("engine")
@Timeout(120)
class RealBuildTest {
  private static final String BASE = "coffer-build-base";
  private static final EngineClient CLIENT = new EngineClient(RealEngine.address());
  private static final AtomicInteger HITS = new AtomicInteger();
  private static final HttpServer SERVER = start();
  private static final String URL = "http://127.0.0.1:" + SERVER.getAddress().getPort() + "/f";

  private static final String BUILD =
      "/build"
          + Paths.query(
              Map.of(
                  "version",
                  "1",
                  "rm",
                  "1",
                  "forcerm",
                  "1",
                  "nocache",
                  "1",
                  "labels",
                  "{\"coffer.test\":\"build\"}"));

  private static HttpServer start() {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
      http.createContext(
          "/",
          exchange -> {
            HITS.incrementAndGet();
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
            exchange.close();
          });
      http.start();
      return http;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeAll
  static void base() throws IOException {
    RealEngine.importBusybox(CLIENT, BASE, "ENV INHERITED=" + URL);
  }

  @AfterAll
  static void clean() throws IOException {
    String ours = "{\"dangling\":[\"true\"],\"label\":[\"coffer.test=build\"]}";
    String prune = "/images/prune" + Paths.query(Map.of("filters", ours));
    send(Request.post(prune, Request.Content.NONE));
    send(Request.delete("/images/" + BASE + "?force=1"));
    SERVER.stop(0);
    CLIENT.close();
  }

  private static String send(Request request) throws IOException {
    try (Reply reply = CLIENT.send(request)) {
      return new String(reply.readAll(1 << 20), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "ADD URL /x | true",
        "ADD [\"URL\", \"/x\"] | true",
        "ADD --chown=1:1 URL /x | true",
        "ADD \\~  # comment~  URL /x | true",
        "ADD \"ht\"tp:PATH /x | true",
        "ADD h\\ttp:PATH /x | true",
        "ADD $INHERITED /x | true",
        "ARG INHERITED=local~ADD $INHERITED /x | true",
        "ARG X=URL~ADD $X /x | true",
        "ADD ${INHERITED:-local} /x | true",
        "ENV A=http: B=local~ENV B=${A}PATH~ADD $B /x | true",
        "ENV A URL~ADD $A /x | true",
        "onbUİld ADD URL /x | false",
        "ONBUILD ADD URL /x~FROM one~RUN [\"echo\"] | true",
        "RUN [\"echo\"] \\\\~ADD URL /x | true",
        "ADD local-$INHERITED /x | false",
        "ADD local /x | false",
        "ENV X=local~ADD $X /x | false",
        "COPY local /ADD~LABEL a=\"ADD URL /x\" | false",
        "add [ URL, /x ] | true",
      })
  void whatTheEngineFetchesWasForetold(String lines, boolean fetched) throws Exception {
    String text =
        ("FROM " + BASE + " AS one~" + lines + "~")
            .replace('~', '\n')
            .replace("URL", URL)
            .replace("PATH", URL.substring("http:".length()));
    byte[] context =
        RealEngine.tar(
            Map.of("Dockerfile", text.getBytes(StandardCharsets.UTF_8), "local", new byte[] {'x'}));
    BuildInspection inspection;
    try (ContextScanner scanner = new ContextScanner("")) {
      scanner.feed(context, 0, context.length);
      inspection = BuildInspection.of(scanner.dockerfile(), Map.of());
    }
    int before = HITS.get();
    String said =
        send(Request.post(BUILD, new Request.Content.Whole("application/x-tar", context)));
    boolean hit = HITS.get() > before;
    assertThat(hit).as(said).isEqualTo(fetched);
    if (hit) {
      assertThat(inspection.remoteSources()).as(said).isNotEmpty();
    }
  }

  @Test
  void theEngineBuildsBeforeTheBodyEndsSoTheEndMarkerIsWhatMustBeHeldBack() throws Exception {
    String text = "FROM " + BASE + "\nADD " + URL + " /x\n";
    byte[] tar = RealEngine.tar(Map.of("Dockerfile", text.getBytes(StandardCharsets.UTF_8)));
    byte[] padded = java.util.Arrays.copyOf(tar, tar.length + (4 << 20));
    int before = HITS.get();
    CountDownLatch over = new CountDownLatch(1);
    InputStream neverEnding =
        new SequenceInputStream(new ByteArrayInputStream(padded), new Blocked(over));
    try (Reply reply = CLIENT.send(build(neverEnding))) {
      assertThat(reply.body().read()).isEqualTo('{');
      Awaitility.await().until(() -> HITS.get() > before);
    } finally {
      over.countDown();
    }
    try (ContextScanner scanner = new ContextScanner("")) {
      int forward = scanner.feed(padded, 0, padded.length);
      assertThat(scanner.ended()).isTrue();
      assertThat(forward).isEqualTo(tar.length - 1024);
    }
  }

  private static Request build(InputStream context) {
    return Request.post(BUILD, new Request.Content.Streamed("application/x-tar", context));
  }

  /** Has nothing to give until it is released. */
  private static final class Blocked extends InputStream {
    private final CountDownLatch released;

    Blocked(CountDownLatch released) {
      this.released = released;
    }

    @Override
    public int read() throws IOException {
      return read(new byte[1], 0, 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        released.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return -1;
    }
  }
}
