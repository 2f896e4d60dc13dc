package dev.cofferdam.policy.compat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real HAProxy with one of the configurations beside this class. */
final class Haproxy implements AutoCloseable {
  private final Process process;
  private final Path socket;
  private final Path log;

  private Haproxy(Process process, Path socket, Path log) {
    this.process = process;
    this.socket = socket;
    this.log = log;
  }

  static Path binary() {
    String named = System.getenv("COFFER_TEST_HAPROXY");
    String folders =
        named != null ? "" : System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/sbin";
    for (String folder : folders.split(":")) {
      Path candidate = named != null ? Path.of(named) : Path.of(folder, "haproxy");
      if (Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    throw new AssertionError(
        "this test needs a real haproxy: install Debian's package haproxy, or set"
            + " COFFER_TEST_HAPROXY to the program");
  }

  static Haproxy start(Path folder, String configuration, Map<String, String> switches)
      throws IOException {
    Path socket = folder.resolve("gate.sock");
    Path log = folder.resolve("haproxy.log");
    Path file = folder.resolve(configuration);
    if (!Files.exists(file)) {
      try (InputStream resource =
          Objects.requireNonNull(Haproxy.class.getResourceAsStream(configuration))) {
        Files.copy(resource, file);
      }
    }
    Files.deleteIfExists(socket);
    ProcessBuilder builder = new ProcessBuilder(binary().toString(), "-db", "-f", file.toString());
    builder.environment().clear();
    builder.environment().putAll(switches);
    builder.environment().put("COFFER_TEST_LISTEN", socket.toString());
    Process process =
        builder.redirectErrorStream(true).redirectOutput(new File(log.toString())).start();
    Haproxy haproxy = new Haproxy(process, socket, log);
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(20))
        .until(haproxy::answers);
    return haproxy;
  }

  private boolean answers() throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("haproxy ended: " + Files.readString(log));
    }
    try (SocketChannel channel = connect()) {
      return channel.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return channel;
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
  }

  /** Whether this request would go on to the engine. */
  boolean allows(String method, String path) throws IOException {
    int status = status(method, path);
    if (status != 204 && status != 403) {
      throw new AssertionError("haproxy answered " + status + " to " + method + " " + path);
    }
    return status == 204;
  }

  int status(String method, String path) throws IOException {
    try (SocketChannel channel = connect()) {
      String request = method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
      ByteBuffer head = ByteBuffer.allocate(12);
      while (head.hasRemaining()) {
        if (channel.read(head) < 0) {
          throw new IOException("haproxy closed without an answer");
        }
      }
      return Integer.parseInt(new String(head.array(), 9, 3, US_ASCII));
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new IOException("haproxy does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
