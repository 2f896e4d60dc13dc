package dev.cofferdam.session.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.gate.transport.SocketFile;
import dev.cofferdam.testkit.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real forwarder on this machine's loopback, in front of a real door to another of its ports:
 * what the workspace and the host do, on one network.
 */
@Timeout(120)
class ForwarderTest {
  @TempDir Path folder;
  private final Semaphore room = new Semaphore(2048);
  private ServerSocket service;
  private PortDoor door;
  private Process forwarder;
  private BufferedReader said;

  @BeforeEach
  void begin() throws IOException {
    Surroundings.value("COFFER_TEST_CLAUDE"); // set up with Node, which it runs on
    Forwarder.install(folder);
    service = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    door =
        PortDoor.open(
            new SocketFile(folder.resolve("p.sock"), "0600", Optional.empty()),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), service.getLocalPort()),
            room);
    forwarder = new ProcessBuilder("node", folder.resolve("forwarder.js").toString()).start();
    said =
        new BufferedReader(
            new InputStreamReader(forwarder.getInputStream(), StandardCharsets.UTF_8));
  }

  @AfterEach
  void end() throws Exception {
    forwarder.destroy();
    forwarder.waitFor();
    door.close();
    service.close();
  }

  private String tell(String command) throws IOException {
    OutputStream in = forwarder.getOutputStream();
    in.write((command + "\n").getBytes(StandardCharsets.US_ASCII));
    in.flush();
    return said.readLine();
  }

  private int listen() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThat(tell("listen " + port + " " + folder.resolve("p.sock"))).isEqualTo("open " + port);
    return port;
  }

  /** Answers each connection with all that it said, once it has said everything. */
  private void echoAtTheEnd() {
    Thread.ofVirtual()
        .start(() -> {
          while (!service.isClosed()) {
            try {
              Socket connection = service.accept();
              Thread.ofVirtual()
                  .start(() -> {
                    try (connection) {
                      byte[] all = connection.getInputStream().readAllBytes();
                      connection.getOutputStream().write(all);
                    } catch (IOException _) {
                      // The test sees what is missing.
                    }
                  });
            } catch (IOException _) {
              return;
            }
          }
        });
  }

  private static byte[] say(int port, byte[] bytes) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.getOutputStream().write(bytes);
      client.shutdownOutput();
      return client.getInputStream().readAllBytes();
    }
  }

  @Test
  void eachDirectionStaysOpenUntilItsSenderClosesIt() throws IOException {
    echoAtTheEnd();
    int port = listen();

    byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
    assertThat(say(port, hello)).isEqualTo(hello);
  }

  @Test
  void aBigTransferArrivesWhole() throws IOException {
    echoAtTheEnd();
    int port = listen();
    byte[] big = new byte[16 * 1024 * 1024];
    new java.util.Random(7).nextBytes(big);

    assertThat(say(port, big)).isEqualTo(big);
  }

  @Test
  void thousandsOfConnectionsAreServedManyAtATime() throws Exception {
    echoAtTheEnd();
    int port = listen();
    Semaphore atOnce = new Semaphore(200);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<byte[]>> answers = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        byte[] word = Integer.toString(i).getBytes(StandardCharsets.US_ASCII);
        Callable<byte[]> call =
            () -> {
              atOnce.acquire();
              try {
                return say(port, word);
              } finally {
                atOnce.release();
              }
            };
        answers.add(threads.submit(call));
      }
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get()).asString().isEqualTo(Integer.toString(i));
      }
    }
    await().until(() -> room.availablePermits() == 2048);
  }

  @Test
  void aPortThatSomebodyListensOnIsReported() throws IOException {
    assertThat(tell("listen " + service.getLocalPort() + " " + folder.resolve("p.sock")))
        .isEqualTo("failed " + service.getLocalPort() + " EADDRINUSE");
  }

  @Test
  void aReleasedPortIsFreeAgain() throws IOException {
    int port = listen();

    assertThat(tell("release " + port)).isEqualTo("released " + port);

    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
    }
  }

  @Test
  void aServiceThatIsGoneEndsTheConnection() throws IOException {
    int port = listen();
    service.close();

    assertThat(endsWithoutAnAnswer(port)).isTrue();
  }

  private static boolean endsWithoutAnAnswer(int port) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return client.getInputStream().read() < 0;
    } catch (java.net.SocketException _) {
      return true; // reset, which says the same
    }
  }

  @Test
  void nothingIsLeftWhenWhoeverStartedItIsGone() throws Exception {
    forwarder.getOutputStream().close();

    assertThat(forwarder.waitFor()).isZero();
  }
}
