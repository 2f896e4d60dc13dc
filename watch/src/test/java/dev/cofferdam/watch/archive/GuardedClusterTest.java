package dev.cofferdam.watch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.cofferdam.watch.archive.opensearch.OpenSearchArchive;
import dev.cofferdam.watch.archive.opensearch.OpenSearchSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands before a cluster: TLS, and somebody who wants to know who asks. */
class GuardedClusterTest {
  private static final Search NEWEST = Search.newest(Filter.ALL, 5);

  @TempDir private static @Nullable Path folder;
  private static @Nullable HttpsServer server;
  private static final AtomicInteger ASKED = new AtomicInteger();

  @BeforeAll
  static void start() throws Exception {
    Path keys = Objects.requireNonNull(folder).resolve("keys.p12");
    keytool(keys, "-genkeypair -keyalg EC -dname CN=localhost -ext san=dns:localhost -validity 2");
    keytool(keys, "-exportcert -rfc -file " + certificate());
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/", GuardedClusterTest::answer);
    server.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @BeforeEach
  void count() {
    ASKED.set(0);
  }

  @Test
  void theRightPasswordAndTheRightTokenAreLetIn() throws IOException {
    try (Archive archive = open("ann", "s3cret", null, certificate())) {
      assertThat(archive.find(NEWEST).hits()).isEmpty();
    }
    try (Archive archive = open(null, null, "t0ken-of-ann", certificate())) {
      assertThat(archive.find(NEWEST).hits()).isEmpty();
    }
  }

  @Test
  void aWrongPasswordIsToldAtOnceAndNotShown() throws IOException {
    try (Archive archive = open("ann", "wr0ngword", null, certificate())) {
      assertThatThrownBy(() -> archive.find(NEWEST))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("answers 401; user, password or token is wrong")
          .hasMessageNotContaining("wr0ngword");
    }
    assertThat(ASKED).hasValue(1);
  }

  @Test
  void aWrongTokenIsToldAtOnceAndNotShown() throws IOException {
    try (Archive archive = open(null, null, "t0ken-of-bob", certificate())) {
      assertThatThrownBy(() -> archive.find(NEWEST))
          .hasMessageContaining("answers 401; user, password or token is wrong")
          .hasMessageNotContaining("t0ken-of-bob");
    }
    assertThat(ASKED).hasValue(1);
  }

  @Test
  void whoMayNotIsToldWhatIsNeeded() throws IOException {
    try (Archive archive = open(null, null, "t0ken-of-guest", certificate())) {
      assertThatThrownBy(() -> archive.find(NEWEST))
          .hasMessageContaining("answers 403; the user may not do this");
    }
    assertThat(ASKED).hasValue(1);
  }

  @Test
  void aCertificateThatNobodyVouchesForIsNotTrusted() throws IOException {
    try (Archive archive = open("ann", "s3cret", null, null)) {
      assertThatThrownBy(() -> archive.find(NEWEST))
          .hasMessageContaining("is not trusted")
          .hasMessageContaining("OPENSEARCH_CA_FILE");
    }
    assertThat(ASKED).hasValue(0);
  }

  private static Archive open(
      @Nullable String user,
      @Nullable String password,
      @Nullable String token,
      @Nullable Path authority)
      throws IOException {
    URI url =
        URI.create("https://localhost:" + Objects.requireNonNull(server).getAddress().getPort());
    return OpenSearchArchive.open(
        new OpenSearchSettings(url, "guarded", user, password, token, authority));
  }

  private static void answer(HttpExchange exchange) throws IOException {
    ASKED.incrementAndGet();
    exchange.getRequestBody().readAllBytes();
    String who =
        Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Authorization"), "");
    switch (who) {
      // ann:s3cret
      case "Basic YW5uOnMzY3JldA==", "Bearer t0ken-of-ann" -> {
        byte[] empty =
            "{\"hits\":{\"total\":{\"value\":0},\"hits\":[]}}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, empty.length);
        exchange.getResponseBody().write(empty);
      }
      case "Bearer t0ken-of-guest" -> exchange.sendResponseHeaders(403, -1);
      default -> exchange.sendResponseHeaders(401, -1);
    }
    exchange.close();
  }

  private static Path certificate() {
    return Objects.requireNonNull(folder).resolve("ca.pem");
  }

  private static void keytool(Path keys, String words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(Arrays.asList(words.split(" ", -1)));
    command.addAll(List.of("-alias", "node", "-storepass", "changeit"));
    command.addAll(List.of("-keystore", keys.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
