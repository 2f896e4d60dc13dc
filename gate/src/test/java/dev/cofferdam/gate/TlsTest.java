package dev.cofferdam.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.gate.GateSettings.ListenAddress;
import dev.cofferdam.gate.GateSettings.Listener;
import dev.cofferdam.gate.testing.ScriptedEngine;
import dev.cofferdam.gate.testing.TestGate;
import dev.cofferdam.journal.FileJournal;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.journal.JournalSettings;
import dev.cofferdam.policy.Principal;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Listeners and engines over TLS, with certificates made by openssl. */
@Timeout(60)
class TlsTest {
  private static final String PING = "GET /v1.41/_ping HTTP/1.1\r\nHost: localhost\r\n";
  private static final String ATTACH =
      "POST /v1.41/containers/c/attach HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
          + "Upgrade: tcp\r\n\r\n";
  private static final String UPGRADED =
      "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n";

  @TempDir static Path folder;
  private static ScriptedEngine engine;
  private static Journal journal;
  private static Gate gate;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    authority("ca");
    authority("foreign");
    certificate("ca", "gate");
    certificate("ca", "alice");
    certificate("ca", "mapped");
    certificate("foreign", "mallory");
    engine = ScriptedEngine.start();
    journal = FileJournal.open(folder.resolve("journal"), JournalSettings.DEFAULT);
    gate = gate(engine.address(), journal);
    port = port(gate);
  }

  private static Gate gate(EngineAddress address, Journal writtenTo) throws IOException {
    return Gate.start(
        new GateSettings(
            address,
            List.of(
                new Listener(
                    new ListenAddress.Tls(
                        "127.0.0.1",
                        0,
                        folder.resolve("ca.pem"),
                        folder.resolve("gate.pem"),
                        folder.resolve("gate.key"),
                        Map.of("mapped", "bob")),
                    new Principal("nobody"),
                    TestGate.policy("preset: transparent"))),
            Optional.empty(),
            1,
            100,
            Optional.empty(),
            Duration.ofMillis(200)),
        writtenTo);
  }

  private static int port(Gate of) {
    String url = of.addresses().getFirst();
    return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
  }

  @AfterAll
  static void stop() throws IOException {
    gate.close();
    journal.close();
    engine.close();
  }

  private static void authority(String name) throws Exception {
    openssl(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=" + name,
        "-keyout",
        name + ".key",
        "-out",
        name + ".pem");
  }

  private static void certificate(String authority, String name) throws Exception {
    openssl(
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-subj",
        "/CN=" + name,
        "-keyout",
        name + ".key",
        "-out",
        name + ".csr");
    Files.writeString(folder.resolve("san"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
    openssl(
        "x509",
        "-req",
        "-in",
        name + ".csr",
        "-CA",
        authority + ".pem",
        "-CAkey",
        authority + ".key",
        "-CAcreateserial",
        "-days",
        "2",
        "-extfile",
        "san",
        "-out",
        name + ".pem");
  }

  private static void openssl(String... arguments) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("openssl.log").toFile())
            .start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
  }

  private static SSLSocket connect(int to, @Nullable String name, String version)
      throws IOException {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .trustManager(folder.resolve("ca.pem").toFile())
            .protocols(version);
    if (name != null) {
      builder.keyManager(
          folder.resolve(name + ".pem").toFile(), folder.resolve(name + ".key").toFile());
    }
    JdkSslContext context = (JdkSslContext) builder.build();
    SSLSocket socket =
        (SSLSocket) context.context().getSocketFactory().createSocket("127.0.0.1", to);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void write(SSLSocket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  private static String rest(SSLSocket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  private static String ping(@Nullable String name, String version) throws IOException {
    try (SSLSocket socket = connect(port, name, version)) {
      write(socket, PING + "Connection: close\r\n\r\n");
      return rest(socket);
    }
  }

  private static void answerOne() {
    Thread.startVirtualThread(() -> {
      try {
        engine.expect("/_ping").json(200, "OK");
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  @Test
  void aClientOfOurAuthorityIsThePrincipalOfItsName() throws Exception {
    answerOne();
    assertThat(ping("alice", "TLSv1.3")).startsWith("HTTP/1.1 200 ").endsWith("OK");
    answerOne();
    assertThat(ping("mapped", "TLSv1.2")).startsWith("HTTP/1.1 200 ").endsWith("OK");
    assertThat(journal.flush(Duration.ofSeconds(10))).isTrue();
    StringBuilder text = new StringBuilder();
    try (var files = Files.walk(folder.resolve("journal"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(text.toString())
        .contains("\"principal\":\"alice\"")
        .contains("\"certificate\":\"alice\"")
        .contains("\"principal\":\"bob\"")
        .contains("\"certificate\":\"mapped\"");
  }

  @Test
  void aClientWithoutACertificateIsTurnedAway() {
    assertThatThrownBy(() -> ping(null, "TLSv1.3")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ping(null, "TLSv1.2")).isInstanceOf(IOException.class);
  }

  @Test
  void aClientOfAnotherAuthorityIsTurnedAway() {
    assertThatThrownBy(() -> ping("mallory", "TLSv1.3")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ping("mallory", "TLSv1.2")).isInstanceOf(IOException.class);
  }

  @Test
  void aClientThatEndsItsInputStillGetsTheOutput() throws Exception {
    try (SSLSocket client = connect(port, "alice", "TLSv1.3")) {
      write(client, ATTACH);
      ScriptedEngine.Exchange attach = engine.expect("/attach");
      attach.wire().write(UPGRADED);
      assertThat(
              new String(
                  client.getInputStream().readNBytes(UPGRADED.length()),
                  StandardCharsets.ISO_8859_1))
          .isEqualTo(UPGRADED);
      write(client, "input");
      client.shutdownOutput();
      assertThat(attach.wire().rest()).isEqualTo("input");
      attach.wire().write("late output");
      attach.close();
      assertThat(rest(client)).isEqualTo("late output");
    }
  }

  /** Two gates in a row: the second one is the engine of the first, over TLS. */
  @Test
  void anEngineBehindTlsHalfClosesToo() throws Exception {
    Path files = Files.createDirectories(folder.resolve("client"));
    Files.copy(folder.resolve("ca.pem"), files.resolve("ca.pem"));
    Files.copy(folder.resolve("alice.pem"), files.resolve("cert.pem"));
    Files.copy(folder.resolve("alice.key"), files.resolve("key.pem"));
    EngineAddress secured =
        new EngineAddress.Tls(
            "127.0.0.1",
            port,
            new dev.cofferdam.engine.client.TlsFiles(
                files.resolve("ca.pem"), files.resolve("cert.pem"), files.resolve("key.pem")));
    try (TestGate first = TestGate.transparent(secured);
        dev.cofferdam.gate.testing.Wire client = first.connect()) {
      // The second gate passes on the question for the version, which is not the scripted engine's
      // own business here.
      Thread versions =
          Thread.startVirtualThread(() -> {
            try {
              ScriptedEngine.Exchange next = engine.expect("");
              while (next.line().endsWith("_ping")) {
                next.wire()
                    .write("HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 0\r\n\r\n");
                next.done();
                next = engine.expect("");
              }
              next.wire().write(UPGRADED);
              assertThat(next.wire().rest()).isEqualTo("input");
              next.wire().write("late output");
              next.close();
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      client.write(ATTACH);
      assertThat(client.head()).isEqualTo(UPGRADED);
      client.write("input").endOutput();
      assertThat(client.rest()).isEqualTo("late output");
      versions.join();
    }
  }
}
