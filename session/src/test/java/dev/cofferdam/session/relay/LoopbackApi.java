package dev.cofferdam.session.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that answers each connection's calls as a test says, byte by byte. */
final class LoopbackApi implements AutoCloseable {
  /** How a call is answered. */
  interface Script {
    void answer(Received call, Socket connection) throws Exception;
  }

  /** A call that arrived, its body whole. */
  record Received(String head, String body) {
    boolean has(String headerLine) {
      return head.lines().anyMatch(line -> line.equalsIgnoreCase(headerLine));
    }
  }

  private final ServerSocket server;
  private final Script script;
  private final List<Received> calls = new CopyOnWriteArrayList<>();

  LoopbackApi(Script script) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  List<Received> calls() {
    return calls;
  }

  static void say(Socket connection, String text) throws IOException {
    OutputStream out = connection.getOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      while (true) {
        Received call = receive(connection.getInputStream());
        calls.add(call);
        script.answer(call, connection);
      }
    } catch (Exception _) {
      // The connection is gone, or the test is over.
    }
  }

  private static Received receive(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the caller is gone");
      }
      head.append((char) next);
    }
    int length =
        head.toString()
            .lines()
            .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
            .map(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return new Received(head.toString(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
