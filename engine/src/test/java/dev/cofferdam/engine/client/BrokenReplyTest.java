package dev.cofferdam.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.engine.catalogue.ApiVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BrokenReplyTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final Request ASK = Request.get("/x").unversioned();

  @TempDir Path folder;

  private String answerOf(ScriptedServer.Script... scripts) throws IOException {
    try (ScriptedServer server = new ScriptedServer(folder, scripts);
        EngineClient client = new EngineClient(server.address());
        Reply reply = client.send(ASK)) {
      return reply.status()
          + " "
          + new String(reply.readAll(1_000_000), StandardCharsets.ISO_8859_1);
    }
  }

  private static ScriptedServer.Script saying(String text) {
    return peer -> {
      peer.head();
      peer.say(text);
    };
  }

  @Test
  void everyFramingIsRead() throws IOException {
    assertThat(answerOf(saying(OK + "Content-Length: 3\r\n\r\nabcX"))).isEqualTo("200 abc");
    assertThat(answerOf(saying(OK + "\r\nuntil close"))).isEqualTo("200 until close");
    assertThat(
            answerOf(
                saying(
                    OK
                        + "transfer-encoding: Chunked\r\n\r\n3\r\nabc\r\n0A\r\n0123456789\r\n0\r\n"
                        + "Trailer: x\r\n\r\n")))
        .isEqualTo("200 abc0123456789");
    assertThat(answerOf(saying("HTTP/1.1 204 No Content\r\n\r\n"))).isEqualTo("204 ");
    assertThat(answerOf(saying("HTTP/1.1 100 Continue\r\n\r\n" + OK + "\r\nx"))).isEqualTo("200 x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 20",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.0 200 OK\r\n\r\n",
        "HTTP/1.1 600 No\r\n\r\n",
        "HTTP/1.1  200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\rc\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Length: 9999999999999999999\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\n\r\n",
        "HTTP/1.1 101 UPGRADED\r\n\r\n",
      })
  void aBrokenReplyIsAnIoExceptionAndNeverAShorterAnswer(String reply) {
    assertThatThrownBy(() -> answerOf(saying(reply))).isInstanceOf(IOException.class);
  }

  @Test
  void anEndlessHeadIsCutOff() {
    String line = "X: " + "x".repeat(1000) + "\r\n";
    assertThatThrownBy(() -> answerOf(saying(OK + line.repeat(70) + "\r\n")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exceeds 65536");
    assertThatThrownBy(() -> answerOf(saying("HTTP/1.1 100 Continue\r\n\r\n".repeat(50))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aSilentEngineIsGivenUpInTimeAndSaysSo() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                folder,
                peer -> {
                  peer.head();
                  peer.say(OK + "Content-Length: 10\r\n\r\nabc");
                  peer.untilTheOtherSideCloses();
                });
        EngineClient client = new EngineClient(server.address());
        Reply reply = client.send(ASK.within(Duration.ofMillis(200)))) {
      assertThatThrownBy(() -> reply.readAll(100))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("GET /x within 200 ms");
    }
  }

  @Test
  void closingAReplyUnblocksItsReader() throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(
                folder,
                peer -> {
                  peer.head();
                  peer.say(OK + "\r\nabc");
                  peer.untilTheOtherSideCloses();
                });
        EngineClient client = new EngineClient(server.address());
        Reply reply = client.send(ASK)) {
      InputStream body = reply.body();
      assertThat(body.readNBytes(3)).hasSize(3);
      CompletableFuture<Integer> blocked = new CompletableFuture<>();
      Thread reader =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  blocked.complete(body.read());
                } catch (IOException e) {
                  blocked.completeExceptionally(e);
                }
              });
      body.close();
      reader.join();
      assertThat(blocked).isCompletedExceptionally();
    }
  }

  @Test
  void aConnectionServesManyRequests() throws IOException {
    try (ScriptedServer server =
            new ScriptedServer(
                folder,
                peer -> {
                  while (!peer.head().isEmpty()) {
                    peer.say(OK + "Content-Length: 1\r\n\r\nx");
                  }
                },
                peer -> peer.say("a second connection"));
        EngineClient client = new EngineClient(server.address())) {
      for (int i = 0; i < 5; i++) {
        try (Reply reply = client.send(ASK)) {
          assertThat(reply.readAll(10)).hasSize(1);
        }
      }
      assertThat(server.requests).hasSize(5);
    }
  }

  @Test
  void aLookupOnADeadConnectionIsSentAgainAndAWriteTakesAFreshOne() throws Exception {
    CountDownLatch died = new CountDownLatch(1);
    try (ScriptedServer server =
            new ScriptedServer(
                folder,
                peer -> {
                  peer.head();
                  peer.say(OK + "Api-Version: 1.41\r\nContent-Length: 0\r\n\r\n");
                  peer.channel().close();
                  died.countDown();
                },
                peer -> {
                  while (!peer.head().isEmpty()) {
                    peer.say(OK + "Api-Version: 1.44\r\nContent-Length: 0\r\n\r\n");
                  }
                });
        EngineClient client = new EngineClient(server.address())) {
      client.send(ASK).close();
      died.await();
      assertThat(client.apiVersion()).isEqualTo(new ApiVersion(41));
      client.send(Request.get("/y")).close();
      client.send(Request.post("/z", Request.Content.NONE)).close();
      assertThat(server.requests)
          .extracting(r -> r.substring(0, r.indexOf(" HTTP")))
          .containsExactly("GET /x", "GET /_ping", "GET /v1.44/y", "POST /v1.44/z");
    }
  }

  @Test
  void aRequestIsNotSentTwiceWhenAFreshConnectionDies() throws IOException {
    try (ScriptedServer server = new ScriptedServer(folder, ScriptedServer.Peer::head);
        EngineClient client = new EngineClient(server.address())) {
      assertThatThrownBy(() -> client.send(ASK)).isInstanceOf(IOException.class);
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void aRefusalBeforeTheEndOfAnUploadIsRead() throws IOException {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return length;
          }
        };
    try (ScriptedServer server =
            new ScriptedServer(
                folder, saying("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\nno"));
        EngineClient client = new EngineClient(server.address());
        Reply reply =
            client.send(
                Request.post("/x", new Request.Content.Streamed("application/x-tar", endless))
                    .unversioned())) {
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.readAll(10)).asString().isEqualTo("no");
    }
  }

  @Test
  void anUploadWhoseSourceFailsNeverLooksWhole() throws IOException {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk gone");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("disk gone");
          }
        };
    try (ScriptedServer server =
            new ScriptedServer(folder, ScriptedServer.Peer::untilTheOtherSideCloses);
        EngineClient client = new EngineClient(server.address())) {
      Request upload =
          Request.post("/x", new Request.Content.Streamed("application/x-tar", broken))
              .unversioned();
      assertThatThrownBy(() -> client.send(upload))
          .hasMessageContaining("could not be read")
          .hasRootCauseMessage("disk gone");
    }
  }

  @Test
  void noEngineIsSaidWithAddressAndNextStep() {
    try (EngineClient client =
        new EngineClient(new EngineAddress.Unix(folder.resolve("none.sock")))) {
      assertThatThrownBy(() -> client.lookups(Duration.ofSeconds(5)).ping())
          .isInstanceOf(EngineUnavailableException.class)
          .hasMessageContaining("none.sock")
          .hasMessageContaining("Start the engine");
    }
  }

  @Test
  void aHeaderCannotCarryAnother() {
    assertThatThrownBy(() -> ASK.header("A", "b\r\nC: d"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ASK.header("Content-Length", "1"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Request.get("/a b")).isInstanceOf(IllegalArgumentException.class);
    assertThat(ASK.header("X-Registry-Auth", "e30=").headers())
        .isEqualTo(Map.of("X-Registry-Auth", "e30="));
  }

  @Test
  void aNameThatTheRouterWouldCleanAwayIsNobody() throws IOException {
    try (ScriptedServer server = new ScriptedServer(folder, saying("HTTP/1.1 500 x\r\n\r\n"));
        EngineClient client = new EngineClient(server.address())) {
      EngineLookups lookups = client.lookups(Duration.ofSeconds(5));
      assertThat(lookups.inspectContainer("..")).isEmpty();
      assertThat(lookups.inspectImage("a/../b")).isEmpty();
      assertThat(lookups.inspectVolume("")).isEmpty();
      assertThat(server.requests).isEmpty();
    }
  }
}
