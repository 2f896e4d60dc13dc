package dev.cofferdam.session.relay;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client of the relay that says exactly what a test wants and sees exactly what comes. */
final class Client implements AutoCloseable {
  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024).flip();

  Client(Path socket) throws IOException {
    this.channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
  }

  void post(String target, String headers, String body) throws IOException {
    send(
        "POST "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + headers
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  void send(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** What comes, up to and with this text. */
  String readUntil(String end) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (!seen.toString().endsWith(end)) {
      if (!more()) {
        throw new IOException("the connection ended after: " + seen);
      }
      seen.append((char) (buffer.get() & 0xff));
    }
    return seen.toString();
  }

  /** Reads so many bytes of whatever kind. */
  void skip(long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      if (!more()) {
        throw new IOException("the connection ended, " + left + " bytes too early");
      }
      int part = (int) Math.min(left, buffer.remaining());
      buffer.position(buffer.position() + part);
      left -= part;
    }
  }

  String readToEnd() throws IOException {
    StringBuilder seen = new StringBuilder();
    while (more()) {
      seen.append((char) (buffer.get() & 0xff));
    }
    return seen.toString();
  }

  private boolean more() throws IOException {
    if (!buffer.hasRemaining()) {
      buffer.clear();
      int read = channel.read(buffer);
      buffer.flip();
      return read > 0;
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
