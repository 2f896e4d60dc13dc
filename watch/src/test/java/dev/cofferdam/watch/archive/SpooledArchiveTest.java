package dev.cofferdam.watch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.cofferdam.watch.archive.opensearch.OpenSearchArchive;
import dev.cofferdam.watch.archive.opensearch.OpenSearchSettings;
import dev.cofferdam.watch.archive.spool.SpooledArchive;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that goes away and comes back, and one behind TLS that wants to know who asks. */
@Tag("engine")
class SpooledArchiveTest {
  @TempDir private Path folder = Path.of("/nonexistent");
  private final Moved clock = new Moved();
  private @Nullable SearchNode node;

  @AfterEach
  void stop() {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void whatIsPutWhileTheClusterIsAwayIsDeliveredOnceWhenItIsBack() throws IOException {
    SearchNode first = start();
    URI url = first.url();
    try (Archive archive = spooled(url, 10 << 20)) {
      archive.put(List.of(Samples.exchange(1, "before", "")));
      first.close();

      archive.put(List.of(Samples.exchange(2, "while it is away", "")));
      archive.put(List.of(Samples.exchange(3, "still away", "")));
      archive.rest();
      assertThat(archive.condition()).contains("cannot be reached", "exchanges wait in");
      assertThat(waiting()).hasSize(2).allMatch(f -> permissions(f).equals("rw-------"));

      node = SearchNode.start(folder.resolve("node"), url.getPort());
      clock.move(Duration.ofHours(1));
      archive.rest();

      assertThat(archive.condition()).isEmpty();
      assertThat(waiting()).isEmpty();
      List<String> prompts = new ArrayList<>();
      archive.each(Filter.ALL, Order.OLDEST, e -> prompts.add(e.prompt()));
      assertThat(prompts).containsExactly("before", "while it is away", "still away");
    }
  }

  @Test
  void whenNoMoreMayWaitItIsSaidAndNothingIsTaken() throws IOException {
    try (Archive archive = spooled(URI.create("http://127.0.0.1:1"), 1000)) {
      assertThatThrownBy(() -> archive.put(List.of(Samples.exchange(1, "x".repeat(2000), ""))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("may wait in");
      assertThat(waiting()).isEmpty();
    }
  }

  @Test
  void whatWaitsCanBeForgotten() throws IOException {
    try (Archive archive = spooled(URI.create("http://127.0.0.1:1"), 10 << 20)) {
      archive.put(
          List.of(
              Samples.exchange(1, "forget me", ""),
              Samples.of(2, "bob", "s2", "/p", "m", "keep me", "", 1)));

      assertThatThrownBy(() -> archive.forget(new Forget.Session("session-1")))
          .isInstanceOf(IOException.class);

      assertThat(Files.readString(waiting().getFirst()))
          .contains("keep me")
          .doesNotContain("forget me");
    }
  }

  @Test
  void aClusterBehindTlsIsTrustedByItsAuthorityAndAskedWithCredentials() throws Exception {
    SearchNode plain = start();
    Path certificate = folder.resolve("ca.pem");
    HttpsServer server = guarded(plain.url(), certificate);
    try {
      URI url = URI.create("https://localhost:" + server.getAddress().getPort());
      try (Archive archive =
          OpenSearchArchive.open(
              new OpenSearchSettings(url, "tls", "ann", "s3cret", null, certificate))) {
        archive.put(List.of(Samples.exchange(1, "through TLS", "")));
        assertThat(archive.find(Search.newest(Filter.text("tls"), 5)).total()).isEqualTo(1);
      }
      try (Archive archive =
          OpenSearchArchive.open(
              new OpenSearchSettings(url, "tls", "ann", "wr0ngword", null, certificate))) {
        assertThatThrownBy(() -> archive.find(Search.newest(Filter.ALL, 5)))
            .hasMessageContaining("401")
            .hasMessageNotContaining("wr0ngword");
      }
      try (Archive archive =
          OpenSearchArchive.open(
              new OpenSearchSettings(url, "tls", null, null, "t0ken-of-ann", certificate))) {
        assertThat(archive.find(Search.newest(Filter.ALL, 5)).total()).isEqualTo(1);
      }
      try (Archive archive =
          OpenSearchArchive.open(new OpenSearchSettings(url, "tls", "ann", "s3cret", null, null))) {
        assertThatThrownBy(() -> archive.find(Search.newest(Filter.ALL, 5)))
            .hasMessageContaining("certificate");
      }
    } finally {
      server.stop(0);
    }
  }

  @Test
  void credentialsAreNeitherSentInTheOpenNorPrinted() {
    assertThatThrownBy(() ->
            new OpenSearchSettings(
                URI.create("http://search.example:9200"), "a", "ann", "pw", null, null))
        .hasMessageContaining("without TLS");
    assertThat(new OpenSearchSettings(URI.create("https://h:1"), "a", "ann", "s3cret", null, null))
        .hasToString("https://h:1 a");
  }

  private SearchNode start() throws IOException {
    SearchNode started = SearchNode.start(Files.createDirectories(folder.resolve("node")));
    node = started;
    return started;
  }

  private Archive spooled(URI url, long most) throws IOException {
    return SpooledArchive.before(
        OpenSearchArchive.open(new OpenSearchSettings(url, "spooled", null, null, null, null)),
        folder.resolve("spool"),
        most,
        clock);
  }

  private List<Path> waiting() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
      return files.sorted().toList();
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Passes on to the node what comes over TLS with the right credentials. */
  private HttpsServer guarded(URI node, Path certificate) throws Exception {
    Path keys = folder.resolve("keys.p12");
    keytool(
        "-genkeypair",
        "-alias",
        "node",
        "-keyalg",
        "EC",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost",
        "-validity",
        "2",
        "-keystore",
        keys.toString(),
        "-storepass",
        "changeit");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "node",
        "-keystore",
        keys.toString(),
        "-storepass",
        "changeit",
        "-file",
        certificate.toString());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    HttpClient client = HttpClient.newHttpClient();
    server.createContext("/", exchange -> pass(exchange, node, client));
    server.start();
    return server;
  }

  private static void pass(HttpExchange exchange, URI node, HttpClient client) throws IOException {
    Headers headers = exchange.getRequestHeaders();
    String who = Objects.requireNonNullElse(headers.getFirst("Authorization"), "");
    // ann:s3cret
    if (!who.equals("Basic YW5uOnMzY3JldA==") && !who.equals("Bearer t0ken-of-ann")) {
      exchange.sendResponseHeaders(401, -1);
      exchange.close();
      return;
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(node.toString() + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    if (headers.containsKey("Content-Type")) {
      request.header("Content-Type", headers.getFirst("Content-Type"));
    }
    try {
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** A clock that is moved. */
  private static final class Moved extends Clock {
    private Instant now = Samples.NOON;

    void move(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
