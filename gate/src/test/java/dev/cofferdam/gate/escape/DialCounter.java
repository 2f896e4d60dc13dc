package dev.cofferdam.gate.escape;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener on loopback that counts who connects: the daemon, when it was talked into it. */
final class DialCounter implements AutoCloseable {
  private static final byte[] ANSWER =
      "HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server;
  private final AtomicInteger count = new AtomicInteger();

  DialCounter() throws IOException {
    server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  int count() {
    return count.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        count.incrementAndGet();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void answer(Socket caller) {
    try (Socket socket = caller) {
      socket.setSoTimeout(500);
      if (socket.getInputStream().read(new byte[4096]) > 0) {
        socket.getOutputStream().write(ANSWER);
      }
    } catch (IOException e) {
      // It was counted; nothing more is wanted of it.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
