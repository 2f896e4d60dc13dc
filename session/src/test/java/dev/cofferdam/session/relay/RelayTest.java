package dev.cofferdam.session.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.gate.transport.SocketFile;
import dev.cofferdam.journal.Entry;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The relay between a client on its socket and an API on loopback. */
@Timeout(60)
class RelayTest {
  private static final String KEY = "sk-ant-api03-the-real-one";

  @TempDir Path folder;
  private final RelayRecord journal = new RelayRecord();

  private Relay relay(Accounts accounts) throws IOException {
    return Relay.start(
        new SocketFile(folder.resolve("relay.sock"), "0600", Optional.empty()),
        accounts,
        journal,
        "app-12345678",
        Map.of());
  }

  private static Accounts anthropic(LoopbackApi api) {
    return new Accounts(
        Map.of(Provider.ANTHROPIC, new Account(api.uri(), new Credential.ApiKey(KEY))));
  }

  @Test
  void theFirstEventIsThereBeforeTheSecondIsSent() throws Exception {
    CountDownLatch firstSeen = new CountDownLatch(1);
    try (LoopbackApi api =
            new LoopbackApi((_, connection) -> {
              LoopbackApi.say(
                  connection,
                  "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                      + "Transfer-Encoding: chunked\r\n\r\n"
                      + LoopbackApi.chunk("data: one\n\n"));
              if (firstSeen.await(30, TimeUnit.SECONDS)) {
                LoopbackApi.say(connection, LoopbackApi.chunk("data: two\n\n") + "0\r\n\r\n");
              }
            });
        Relay _ = relay(anthropic(api));
        Client client = new Client(folder.resolve("relay.sock"))) {
      client.post(
          "/anthropic/v1/messages?beta=true", "x-api-key: placeholder", "{\"model\":\"m-1\"}");

      client.readUntil("data: one\n\n");
      firstSeen.countDown();
      client.readUntil("data: two\n\n");
      client.readUntil("0\r\n\r\n");
    }
  }

  @Test
  void theKeyIsPutInAndThePlaceholderTakenOut() throws Exception {
    try (LoopbackApi api = new LoopbackApi(RelayTest::ok);
        Relay _ = relay(anthropic(api));
        Client client = new Client(folder.resolve("relay.sock"))) {
      client.post(
          "/anthropic/v1/messages?beta=true&key=stolen",
          "x-api-key: placeholder\r\nAuthorization: Bearer placeholder\r\nCookie: a=b\r\n"
              + "anthropic-version: 2023-06-01\r\nX-Forwarded-For: 1.2.3.4",
          "{\"model\":\"claude-x\",\"messages\":[\"private words\"]}");
      String answer = client.readUntil("{}");

      LoopbackApi.Received call = api.calls().getFirst();
      assertThat(call.head()).startsWith("POST /v1/messages?beta=true HTTP/1.1\r\n");
      assertThat(call.has("x-api-key: " + KEY)).isTrue();
      assertThat(call.has("anthropic-version: 2023-06-01")).isTrue();
      assertThat(call.head().toLowerCase(java.util.Locale.ROOT))
          .doesNotContain("placeholder", "authorization", "cookie", "forwarded", "stolen");
      assertThat(call.body())
          .isEqualTo("{\"model\":\"claude-x\",\"messages\":[\"private words\"]}");
      assertThat(answer).contains("request-id: r-1").doesNotContain(KEY, "set-cookie", "location");
    }
    Entry entry = journal.only();
    assertThat(entry.operation()).isEqualTo("relay.call");
    assertThat(entry.principal()).isEqualTo("app-12345678");
    assertThat(entry.path()).isEqualTo("/anthropic/v1/messages");
    assertThat(entry.target()).isEqualTo("claude-x");
    assertThat(entry.status()).isEqualTo(200);
    assertThat(entry.bytesIn()).isPositive();
    assertThat(entry.bytesOut()).isEqualTo(2);
    assertThat(entry.toString()).doesNotContain(KEY, "private words");
  }

  @Test
  void aTokenOfASubscriptionGoesUpAsOne() throws Exception {
    try (LoopbackApi api = new LoopbackApi(RelayTest::ok);
        Relay _ =
            relay(
                new Accounts(
                    Map.of(
                        Provider.ANTHROPIC,
                        new Account(api.uri(), new Credential.OAuthToken("sk-ant-oat01-real")))));
        Client client = new Client(folder.resolve("relay.sock"))) {
      client.post("/anthropic/v1/messages", "anthropic-beta: tools-1", "{}");
      client.readUntil("{}");

      LoopbackApi.Received call = api.calls().getFirst();
      assertThat(call.has("authorization: Bearer sk-ant-oat01-real")).isTrue();
      assertThat(call.has("anthropic-beta: tools-1,oauth-2025-04-20")).isTrue();
      assertThat(call.head()).doesNotContain("x-api-key");
    }
  }

  @Test
  void eachProviderGetsItsKeyItsOwnWay() throws Exception {
    try (LoopbackApi api = new LoopbackApi(RelayTest::ok);
        Relay _ =
            relay(
                Accounts.of(
                    Map.of(
                        "OPENAI_API_KEY",
                        "sk-openai-real",
                        "OPENAI_BASE_URL",
                        api.uri() + "/v1/",
                        "GEMINI_API_KEY",
                        "gemini-real",
                        "GOOGLE_GEMINI_BASE_URL",
                        api.uri().toString())));
        Client client = new Client(folder.resolve("relay.sock"))) {
      client.post("/openai/v1/responses", "Authorization: Bearer x", "{}");
      client.readUntil("{}");
      client.post(
          "/gemini/v1beta/models/gemini-pro:streamGenerateContent?alt=sse&key=x",
          "x-goog-api-key: x",
          "{}");
      client.readUntil("{}");

      assertThat(api.calls().get(0).head()).startsWith("POST /v1/responses HTTP/1.1");
      assertThat(api.calls().get(0).has("authorization: Bearer sk-openai-real")).isTrue();
      assertThat(api.calls().get(1).head())
          .startsWith("POST /v1beta/models/gemini-pro:streamGenerateContent?alt=sse HTTP/1.1");
      assertThat(api.calls().get(1).has("x-goog-api-key: gemini-real")).isTrue();
    }
    assertThat(journal.entries().getLast().target()).isEqualTo("gemini-pro");
  }

  @Test
  void whatIsNoCallToAModelIsRefusedInTheProvidersWords() throws Exception {
    try (LoopbackApi api = new LoopbackApi(RelayTest::ok);
        Relay _ = relay(anthropic(api));
        Client client = new Client(folder.resolve("relay.sock"))) {
      for (String target :
          new String[] {
            "/anthropic/v1/files",
            "/anthropic/v1/organizations/api_keys",
            "/anthropic/v1/messages/../files",
            "/anthropic/v1/%66iles",
            "/anthropic//v1/messages",
            "/anthropic/v1/messages/batches",
            "/v1/messages/",
            "http://example.org/v1/messages"
          }) {
        client.post(target, "x-a: b", "{}");
        assertThat(client.readUntil("only\"}}"))
            .startsWith("HTTP/1.1 403 ")
            .contains("\"type\":\"permission_error\"");
      }
      assertThat(api.calls()).isEmpty();
    }
  }

  @Test
  void withoutACredentialTheAnswerSaysHowToGiveOne() throws Exception {
    try (Relay _ = relay(Accounts.none());
        Client client = new Client(folder.resolve("relay.sock"))) {
      client.post("/openai/v1/responses", "x-a: b", "{}");
      assertThat(client.readUntil("}}"))
          .startsWith("HTTP/1.1 401 ")
          .contains("OPENAI_API_KEY", "\"code\":\"cofferdam_relay\"");
    }
  }

  @Test
  void anApiThatIsDownIsAClearErrorInItsOwnFormat() throws Exception {
    LoopbackApi api = new LoopbackApi(RelayTest::ok);
    api.close();
    try (Relay _ = relay(anthropic(api));
        Client client = new Client(folder.resolve("relay.sock"))) {
      client.post("/anthropic/v1/messages", "x-a: b", "{}");
      assertThat(client.readUntil("}}"))
          .startsWith("HTTP/1.1 502 ")
          .contains("\"type\":\"error\"", "cannot be reached", "refused");
    }
    assertThat(journal.only().status()).isEqualTo(502);
  }

  @Test
  void aClientThatLeavesEndsTheCallUpstream() throws Exception {
    CompletableFuture<Integer> seenUpstream = new CompletableFuture<>();
    try (LoopbackApi api =
            new LoopbackApi((_, connection) -> {
              // The model thinks: nothing is sent, so nothing would notice in a write.
              seenUpstream.complete(connection.getInputStream().read());
            });
        Relay _ = relay(anthropic(api))) {
      try (Client client = new Client(folder.resolve("relay.sock"))) {
        client.post("/anthropic/v1/messages", "x-a: b", "{}");
        await().until(() -> !api.calls().isEmpty());
      }
      assertThat(seenUpstream.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
      await().until(() -> !journal.entries().isEmpty());
    }
    assertThat(journal.only().reason()).isEqualTo("the client went away");
  }

  @Test
  void aClientThatLeavesInTheMiddleOfAnAnswerEndsTheCallUpstream() throws Exception {
    CompletableFuture<Integer> seenUpstream = new CompletableFuture<>();
    try (LoopbackApi api =
            new LoopbackApi((_, connection) -> {
              LoopbackApi.say(
                  connection,
                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                      + LoopbackApi.chunk("data: one\n\n"));
              seenUpstream.complete(connection.getInputStream().read());
            });
        Relay _ = relay(anthropic(api))) {
      try (Client client = new Client(folder.resolve("relay.sock"))) {
        client.post("/anthropic/v1/messages", "x-a: b", "{}");
        client.readUntil("data: one\n\n");
      }
      assertThat(seenUpstream.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
    }
  }

  @Test
  void anAnswerThatBreaksOffIsNotPassedOnAsWhole() throws Exception {
    try (LoopbackApi api =
            new LoopbackApi((_, connection) -> {
              LoopbackApi.say(
                  connection,
                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                      + LoopbackApi.chunk("data: one\n\n"));
              connection.close();
            });
        Relay _ = relay(anthropic(api));
        Client client = new Client(folder.resolve("relay.sock"))) {
      client.post("/anthropic/v1/messages", "x-a: b", "{}");
      assertThat(client.readToEnd()).contains("data: one").doesNotContain("0\r\n\r\n");
    }
    assertThat(journal.only().reason()).contains("broke off");
  }

  @Test
  void bigBodiesGoBothWaysWithoutBeingHeld() throws Exception {
    String big = "x".repeat(20 * 1024 * 1024);
    try (LoopbackApi api =
            new LoopbackApi((call, connection) ->
                LoopbackApi.say(
                    connection,
                    "HTTP/1.1 200 OK\r\nContent-Length: "
                        + call.body().length()
                        + "\r\n\r\n"
                        + call.body()));
        Relay _ = relay(anthropic(api));
        Client client = new Client(folder.resolve("relay.sock"))) {
      client.post("/anthropic/v1/messages", "x-a: b", big);
      client.skip(20L * 1024 * 1024);
      client.readUntil("0\r\n\r\n");
      assertThat(api.calls().getFirst().body()).hasSize(big.length());
    }
  }

  @Test
  void moreThanAnApiTakesIsRefused() throws Exception {
    try (LoopbackApi api = new LoopbackApi(RelayTest::ok);
        Relay _ = relay(anthropic(api));
        Client client = new Client(folder.resolve("relay.sock"))) {
      client.send("POST /anthropic/v1/messages HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n");
      assertThat(client.readToEnd()).startsWith("HTTP/1.1 413 ").contains("request_too_large");
      assertThat(api.calls()).isEmpty();
    }
  }

  private static void ok(LoopbackApi.Received call, Socket connection) throws IOException {
    LoopbackApi.say(
        connection,
        "HTTP/1.1 200 OK\r\nrequest-id: r-1\r\nset-cookie: a=b\r\nlocation: https://elsewhere\r\n"
            + "Content-Length: 2\r\n\r\n{}");
  }
}
