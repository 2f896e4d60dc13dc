package dev.cofferdam.session.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.cofferdam.gate.transport.SocketFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The relay before an API that speaks TLS, as the real ones do. */
@Timeout(60)
class RelayTlsTest {
  private static final String KEY = "sk-ant-api03-the-real-one";

  @TempDir Path folder;
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private HttpsServer api;

  @BeforeEach
  void anApiWithItsOwnAuthority() throws Exception {
    keytool(
        "-genkeypair",
        "-alias",
        "api",
        "-keyalg",
        "EC",
        "-dname",
        "CN=api",
        "-ext",
        "SAN=ip:127.0.0.1",
        "-validity",
        "30");
    keytool("-exportcert", "-rfc", "-alias", "api", "-file", authority().toString());
    KeyStore keys =
        KeyStore.getInstance(folder.resolve("api.p12").toFile(), "secret".toCharArray());
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, "secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    api = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    api.setHttpsConfigurator(new HttpsConfigurator(context));
    api.createContext(
        "/",
        exchange -> {
          this.keys.add(exchange.getRequestHeaders().getFirst("x-api-key"));
          byte[] answer = "{\"said\":\"over TLS\"}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    api.start();
  }

  @AfterEach
  void end() {
    api.stop(0);
  }

  @Test
  void anAuthorityThatTheEnvironmentNamesIsTrusted() throws Exception {
    assertThat(call(Map.of("NODE_EXTRA_CA_CERTS", authority().toString()))).contains("over TLS");
    assertThat(call(Map.of("SSL_CERT_FILE", authority().toString()))).contains("over TLS");
    assertThat(keys).containsExactly(KEY, KEY);
  }

  @Test
  void aCertificateOfNobodyTrustedGetsNoKey() throws Exception {
    assertThat(call(Map.of())).contains("502").doesNotContain("over TLS", KEY);
    assertThat(keys).isEmpty();
  }

  @Test
  void theProxyOfTheHostIsTheWayOutAndSeesNoKey() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy()) {
      assertThat(
              call(
                  Map.of(
                      "https_proxy",
                      "http://127.0.0.1:" + proxy.port(),
                      "NODE_EXTRA_CA_CERTS",
                      authority().toString())))
          .contains("over TLS");
      assertThat(proxy.heads)
          .hasSize(1)
          .allMatch(head -> head.startsWith("CONNECT 127.0.0.1:" + api.getAddress().getPort()))
          .noneMatch(head -> head.contains(KEY));
      assertThat(keys).containsExactly(KEY);
    }
  }

  @Test
  void aFileWithoutCertificatesIsSaid() throws Exception {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    for (String file : List.of(empty.toString(), folder.resolve("absent.pem").toString())) {
      assertThatIOException()
          .isThrownBy(() -> Authorities.of(Map.of("SSL_CERT_FILE", file)))
          .withMessageContaining("SSL_CERT_FILE names " + file);
    }
  }

  private Path authority() {
    return folder.resolve("authority.pem");
  }

  private String call(Map<String, String> environment) throws Exception {
    URI url = URI.create("https://127.0.0.1:" + api.getAddress().getPort());
    Accounts accounts =
        new Accounts(Map.of(Provider.ANTHROPIC, new Account(url, new Credential.ApiKey(KEY))));
    Path socket = folder.resolve("relay.sock");
    try (Relay _ =
            Relay.start(
                new SocketFile(socket, "0600", Optional.empty()),
                accounts,
                new RelayRecord(),
                "app-12345678",
                environment);
        Client client = new Client(socket)) {
      client.post("/anthropic/v1/messages", "Connection: close", "{\"model\":\"m-1\"}");
      return client.readToEnd();
    }
  }

  private void keytool(String... arguments) throws Exception {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", folder.resolve("api.p12").toString(), "-storepass", "secret"));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
  }

  /** Knows CONNECT and no more. */
  private static final class ConnectProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final List<String> heads = new CopyOnWriteArrayList<>();

    ConnectProxy() throws IOException {
      Thread.ofVirtual()
          .start(() -> {
            try {
              while (true) {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
              }
            } catch (IOException _) {
              // Closed.
            }
          });
    }

    int port() {
      return server.getLocalPort();
    }

    private void serve(Socket client) {
      try (client) {
        StringBuilder head = new StringBuilder();
        InputStream in = client.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
          head.append((char) in.read());
        }
        heads.add(head.toString());
        String target = head.substring("CONNECT ".length(), head.indexOf(" HTTP"));
        int port = Integer.parseInt(target.substring(target.indexOf(':') + 1));
        try (Socket up = new Socket(InetAddress.getLoopbackAddress(), port)) {
          client
              .getOutputStream()
              .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
          Thread back = Thread.ofVirtual().start(() -> pump(up, client));
          pump(client, up);
          back.join();
        }
      } catch (IOException | InterruptedException _) {
        // The connection is over.
      }
    }

    private static void pump(Socket from, Socket to) {
      try {
        from.getInputStream().transferTo(to.getOutputStream());
        to.shutdownOutput();
      } catch (IOException _) {
        // The other side is gone.
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
