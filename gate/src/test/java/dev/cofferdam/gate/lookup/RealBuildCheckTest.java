package dev.cofferdam.gate.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cofferdam.gate.testing.Archive;
import dev.cofferdam.gate.testing.Caller;
import dev.cofferdam.gate.testing.TestGate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds through a gate; the engine must fetch nothing from the host's loopback. */
@Tag("engine")
@Timeout(120)
class RealBuildCheckTest {
  private static final String BUILT = "chk-built:1";
  private static final String TRIGGERED = "chk-triggered:1";

  private final AtomicInteger hits = new AtomicInteger();
  private HttpServer server;
  private String url;
  private TestGate gate;
  private Caller alice;
  private Caller engine;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.createContext(
        "/",
        exchange -> {
          hits.incrementAndGet();
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'o', 'k'});
          exchange.close();
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/f";
    gate = TestGate.start(Map.of("chk-alice", "preset: develop"));
    alice = Caller.of(gate, "chk-alice");
    engine = Caller.ofEngine();
  }

  @AfterEach
  void stop() throws IOException {
    engine.delete("/images/" + BUILT + "?force=1");
    engine.delete("/images/" + TRIGGERED + "?force=1");
    String left = "{\"dangling\":[\"true\"],\"label\":[\"dev.cofferdam.image-owner=chk-alice\"]}";
    engine.post("/images/prune", Map.of("filters", left));
    alice.close();
    engine.close();
    gate.close();
    server.stop(0);
  }

  private Archive context(String dockerfile) {
    return new Archive()
        .file("local", "x")
        .file("big", "y".repeat(300_000))
        .file("Dockerfile", dockerfile.replace("URL", url));
  }

  private static Map<String, String> named(String tag) {
    return Map.of("t", tag, "version", "1");
  }

  private Caller.Answer build(byte[] context) throws IOException {
    return alice.postArchive("/build", named(BUILT), context);
  }

  @Test
  void aLocalBuildSucceedsAndBelongsToItsBuilder() throws IOException {
    assertThat(build(context("FROM scratch\nADD local /x").tar()).text()).contains("Successfully");
    assertThat(build(context("FROM scratch\nADD big /x").open()).text()).contains("Successfully");
    assertThat(build(context("FROM scratch\nCOPY big /x").gzip()).text()).contains("Successfully");
    assertThat(alice.delete("/images/" + BUILT).status()).isEqualTo(200);
    assertThat(engine.hasImage(BUILT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM scratch\nADD URL /x",
        "FROM scratch\nARG A=URL\nADD $A /x",
        "FROM scratch\nONBUILD ADD URL /x",
        "FROM scratch as a\nCOPY local /\nFROM a\nADD [\"URL\", \"/x\"]"
      })
  void nothingIsFetchedForABuild(String dockerfile) throws IOException {
    for (byte[] body :
        new byte[][] {
          context(dockerfile).tar(), context(dockerfile).open(), context(dockerfile).gzip()
        }) {
      Caller.Answer answer = build(body);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text()).containsAnyOf("build.remote-add", "build.on-build");
    }
    assertThat(hits).hasValue(0);
    assertThat(engine.hasImage(BUILT)).isFalse();
  }

  @Test
  void theEngineWouldHaveFetched() throws IOException {
    byte[] body = context("FROM scratch\nADD URL /x").tar();
    assertThat(engine.postArchive("/build", named(BUILT), body).text()).contains("Successfully");
    assertThat(hits.get()).isPositive();
  }

  @Test
  void nothingIsFetchedByATriggerOfABaseImage() throws IOException {
    byte[] base = context("FROM scratch\nCOPY local /\nONBUILD ADD URL /x").tar();
    assertThat(engine.postArchive("/build", named(TRIGGERED), base).text())
        .contains("Successfully");
    Caller.Answer answer = build(context("FROM " + TRIGGERED + "\nCOPY local /y").tar());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("build.on-build");
    assertThat(hits).hasValue(0);
    assertThat(engine.hasImage(BUILT)).isFalse();
  }

  @Test
  void aBaseImageThatNobodyHasSeenMustBePulledFirst() throws IOException {
    Caller.Answer answer = build(context("FROM chk-nowhere:1\nCOPY local /y").tar());
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("build.base").contains("docker pull chk-nowhere:1");
  }

  @Test
  void aContextThatCannotBeReadIsRefused() throws IOException {
    assertThat(build("BZh91AY&SY".repeat(200).getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .satisfies(answer -> {
          assertThat(answer.status()).isEqualTo(400);
          assertThat(answer.text()).contains("build.context").contains("bzip2");
        });
    assertThat(build(new Archive().file("local", "x").tar()).text()).contains("no Dockerfile");
  }

  @Test
  void anImportIsTakenPlainOrInGzipOnly() throws IOException {
    Map<String, String> query = Map.of("fromSrc", "-", "repo", "chk-built", "tag", "1");
    Archive root = new Archive().file("f", "x");
    assertThat(alice.postArchive("/images/create", query, root.tar()).status()).isEqualTo(200);
    assertThat(alice.delete("/images/" + BUILT).status()).isEqualTo(200);
    assertThat(alice.postArchive("/images/create", query, root.gzip()).status()).isEqualTo(200);
    assertThat(alice.delete("/images/" + BUILT).status()).isEqualTo(200);
    byte[] xz = new byte[1024];
    System.arraycopy(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0}, 0, xz, 0, 6);
    assertThat(alice.postArchive("/images/create", query, xz).text()).contains("gzip");
    assertThat(engine.hasImage(BUILT)).isFalse();
  }
}
