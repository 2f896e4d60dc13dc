package dev.cofferdam.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With certificates as people make them: by openssl. */
@Timeout(60)
class TlsTest {
  @TempDir static Path folder;

  @BeforeAll
  static void certificates() throws Exception {
    Files.writeString(folder.resolve("san"), "subjectAltName=DNS:localhost,IP:127.0.0.1");
    for (String ca : List.of("ca", "other")) {
      openssl(
          "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN="
              + ca
              + " -keyout "
              + ca
              + ".key -out "
              + ca
              + ".pem");
    }
    signed("server", "rsa:2048");
    signed("rsa", "rsa:2048");
    openssl("rsa -in rsa.key -traditional -out rsa1.key");
    openssl("ecparam -name prime256v1 -genkey -out ec1.key");
    openssl("req -new -key ec1.key -subj /CN=ec -out ec.csr");
    sign("ec");
    openssl("pkcs8 -topk8 -nocrypt -in ec1.key -out ec.key");
    openssl("pkcs8 -topk8 -in rsa.key -passout pass:x -out locked.key");
  }

  private static void signed(String name, String kind) throws Exception {
    openssl(
        "req -new -newkey "
            + kind
            + " -nodes -subj /CN="
            + name
            + " -keyout "
            + name
            + ".key -out "
            + name
            + ".csr");
    sign(name);
  }

  private static void sign(String name) throws Exception {
    openssl(
        "x509 -req -in "
            + name
            + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2"
            + " -extfile san -out "
            + name
            + ".pem");
  }

  private static void openssl(String arguments) throws Exception {
    Process process =
        new ProcessBuilder(("openssl " + arguments).split(" "))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static TlsFiles files(String ca, String cert, String key) {
    return new TlsFiles(folder.resolve(ca), folder.resolve(cert), folder.resolve(key));
  }

  private static String answer(TlsFiles files, String protocol) throws IOException {
    try (SSLServerSocket listener =
        (SSLServerSocket)
            Pem.context(files("ca.pem", "server.pem", "server.key"))
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listener.setNeedClientAuth(true);
      listener.setEnabledProtocols(new String[] {protocol});
      Thread.ofVirtual().start(() -> serve(listener));
      EngineAddress address = new EngineAddress.Tls("127.0.0.1", listener.getLocalPort(), files);
      try (EngineClient client = new EngineClient(address);
          Duplex stream = client.upgrade(Request.post("/x", Request.Content.NONE).unversioned())) {
        stream.output().write("echo me".getBytes(StandardCharsets.UTF_8));
        if (protocol.equals("TLSv1.3")) {
          stream.closeWrite(); // in 1.2 a Java server answers it by closing both halves
        }
        return new String(stream.input().readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  private static void serve(SSLServerSocket listener) {
    try (SSLSocket socket = (SSLSocket) listener.accept()) {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int c = socket.getInputStream().read();
        if (c < 0) {
          return;
        }
        head.append((char) c);
      }
      socket.getOutputStream().write(WireReader.bytes("HTTP/1.1 101 UPGRADED\r\n\r\n"));
      boolean halves = socket.getSession().getProtocol().equals("TLSv1.3");
      byte[] all =
          halves
              ? socket.getInputStream().readAllBytes()
              : socket.getInputStream().readNBytes("echo me".length());
      socket.getOutputStream().write(all);
    } catch (IOException e) {
      // The client did not like us, or we did not like it: the client's side of it is asserted.
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rsa.pem, rsa.key, TLSv1.3",
    "rsa.pem, rsa1.key, TLSv1.3",
    "ec.pem, ec.key, TLSv1.3",
    "ec.pem, ec1.key, TLSv1.3",
    "rsa.pem, rsa.key, TLSv1.2",
  })
  void everyKindOfKeyOpensAStream(String cert, String key, String protocol) throws IOException {
    assertThat(answer(files("ca.pem", cert, key), protocol)).isEqualTo("echo me");
  }

  @Test
  void anEngineSignedByAnotherAuthorityIsNotTalkedTo() {
    assertThatThrownBy(() -> answer(files("other.pem", "rsa.pem", "rsa.key"), "TLSv1.3"))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("other.pem");
  }

  @Test
  void anUnusableFileIsNamed() {
    assertThatThrownBy(() -> answer(files("ca.pem", "rsa.pem", "locked.key"), "TLSv1.3"))
        .hasMessageContaining("locked.key is encrypted");
    assertThatThrownBy(() -> answer(files("ca.pem", "rsa.pem", "none.key"), "TLSv1.3"))
        .hasMessageContaining("none.key does not exist");
    assertThatThrownBy(() -> answer(files("ca.pem", "rsa.key", "rsa.key"), "TLSv1.3"))
        .hasMessageContaining("rsa.key");
  }
}
