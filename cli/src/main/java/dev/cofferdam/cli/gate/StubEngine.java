package dev.cofferdam.cli.gate;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * As much of an engine as a gate in training needs: a few fixed answers on a Unix socket. Trusts
 * its only client, the gate.
 */
final class StubEngine implements AutoCloseable {
  private static final String ID =
      "4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f4f";
  private static final int MOST = 64 * 1024;

  private final ServerSocketChannel server;

  private StubEngine(ServerSocketChannel server) {
    this.server = server;
  }

  static StubEngine start(Path socket) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    StubEngine engine = new StubEngine(server);
    Thread.ofVirtual().start(engine::accept);
    return engine;
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private static void serve(SocketChannel client) {
    try (client;
        InputStream in = new BufferedInputStream(Channels.newInputStream(client));
        OutputStream out = Channels.newOutputStream(client)) {
      while (true) {
        String head = head(in);
        if (head.isEmpty()) {
          return;
        }
        body(in, head);
        out.write(answer(head).getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      // The gate went away; so does this connection.
    }
  }

  /** A head with its empty line, or nothing when the connection ends before one. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int b = in.read();
      if (b < 0 || head.size() > MOST) {
        return "";
      }
      head.write(b);
      matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static void body(InputStream in, String head) throws IOException {
    for (String line : head.toLowerCase(Locale.ROOT).split("\r\n")) {
      if (line.startsWith("content-length:")) {
        long length = Long.parseLong(line.substring(15).strip());
        if (in.skip(length) < length) {
          throw new EOFException("a body ended early");
        }
      }
    }
  }

  private static String answer(String head) {
    String target = head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/"));
    String path = target.replaceFirst("^/v1\\.[0-9]+", "").replaceFirst("\\?.*", "");
    if (head.startsWith("POST")) {
      return reply("201 Created", "{\"Id\":\"" + ID + "\",\"Warnings\":[]}");
    }
    return switch (path) {
      case "/_ping" -> reply("200 OK", head.startsWith("HEAD") ? "" : "OK");
      case "/version" ->
          reply(
              "200 OK",
              "{\"Version\":\"26.1.5\",\"ApiVersion\":\"1.45\",\"MinAPIVersion\":\"1.24\","
                  + "\"Os\":\"linux\",\"Arch\":\"amd64\"}");
      case "/info" -> reply("200 OK", "{\"ID\":\"train\",\"Driver\":\"overlay2\"}");
      case "/containers/json" ->
          reply("200 OK", "[{\"Id\":\"" + ID + "\",\"Names\":[\"/db\"],\"Labels\":{}}]");
      case "/images/json" ->
          reply("200 OK", "[{\"Id\":\"sha256:" + ID + "\",\"RepoTags\":[\"alpine:latest\"]}]");
      case "/networks" -> reply("200 OK", "[{\"Id\":\"" + ID + "\",\"Name\":\"bridge\"}]");
      case "/volumes" -> reply("200 OK", "{\"Volumes\":[],\"Warnings\":[]}");
      case "/images/alpine/json" ->
          reply(
              "200 OK",
              "{\"Id\":\"sha256:"
                  + ID
                  + "\",\"RepoTags\":[\"alpine:latest\"],\"Config\":{\"Labels\":{}}}");
      case "/containers/db/json", "/containers/" + ID + "/json" ->
          reply(
              "200 OK",
              "{\"Id\":\""
                  + ID
                  + "\",\"Name\":\"/db\",\"Config\":{\"Env\":[\"A=b\"],\"Labels\":"
                  + "{\"dev.cofferdam.owner\":\"train\"}},\"HostConfig\":{}}");
      default -> reply("404 Not Found", "{\"message\":\"no such object\"}");
    };
  }

  private static String reply(String status, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\nApi-Version: 1.45\r\nServer: Docker/26.1.5 (linux)\r\nOstype: linux\r\n"
        + "Content-Type: application/json\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
