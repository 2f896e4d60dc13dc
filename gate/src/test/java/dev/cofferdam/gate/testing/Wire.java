package dev.cofferdam.gate.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One end of a connection, byte by byte. Blocks; an interrupt closes it. */
public final class Wire implements AutoCloseable {
  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocate(2 * 1024).flip();

  public Wire(SocketChannel channel) {
    this.channel = channel;
  }

  /** A connection to this Unix socket. */
  public static Wire connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return new Wire(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A connection to this {@code tcp://host:port}. */
  public static Wire connect(String url) throws IOException {
    URI address = URI.create(url);
    return new Wire(
        SocketChannel.open(new InetSocketAddress(address.getHost(), address.getPort())));
  }

  public SocketChannel channel() {
    return channel;
  }

  /** Writes ISO-8859-1 text. */
  public Wire write(String text) throws IOException {
    return write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public Wire write(byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      channel.write(out);
    }
    return this;
  }

  /** Writes one chunk of a chunked body. */
  public Wire chunk(String data) throws IOException {
    return write(Integer.toHexString(data.length()) + "\r\n" + data + "\r\n");
  }

  private int read() throws IOException {
    if (!in.hasRemaining()) {
      in.clear();
      int count;
      try {
        count = channel.read(in);
      } finally {
        in.flip();
      }
      if (count < 0) {
        return -1;
      }
    }
    return in.get() & 0xff;
  }

  /** A head with its empty line; "" when the connection ended instead. */
  public String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (!endsLikeHead(head)) {
      int b = read();
      if (b < 0) {
        if (head.isEmpty()) {
          return "";
        }
        throw new EOFException("in the middle of a head: " + head);
      }
      head.append((char) b);
    }
    return head.toString();
  }

  private static boolean endsLikeHead(StringBuilder text) {
    int length = text.length();
    return length >= 4 && text.substring(length - 4).equals("\r\n\r\n");
  }

  /** The status of the next response, whose head is read. */
  public int status() throws IOException {
    String head = head();
    return head.isEmpty() ? -1 : Integer.parseInt(head.substring(9, 12));
  }

  public String exactly(int count) throws IOException {
    StringBuilder text = new StringBuilder(count);
    while (text.length() < count) {
      int b = read();
      if (b < 0) {
        throw new EOFException("after " + text.length() + " of " + count + " bytes: " + text);
      }
      text.append((char) b);
    }
    return text.toString();
  }

  /** The data of the next chunk, "" for the last one. */
  public String chunk() throws IOException {
    StringBuilder size = new StringBuilder();
    while (size.length() < 2 || size.charAt(size.length() - 1) != '\n') {
      size.append(exactly(1));
    }
    String data = exactly(Integer.parseInt(size.toString().strip(), 16));
    exactly(2);
    return data;
  }

  /** A chunked body with its last chunk. */
  public String chunks() throws IOException {
    StringBuilder body = new StringBuilder();
    for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
      body.append(chunk);
    }
    return body.toString();
  }

  /** A response with a Content-Length or chunks: its head and body. */
  public String response() throws IOException {
    String head = head();
    String lower = head.toLowerCase(java.util.Locale.ROOT);
    int length = lower.indexOf("content-length: ");
    if (length >= 0) {
      String value = lower.substring(length + 16, lower.indexOf('\r', length));
      return head + exactly(Integer.parseInt(value.strip()));
    }
    return lower.contains("transfer-encoding: chunked") ? head + chunks() : head;
  }

  /** Everything until the other side ends its output, or cuts the connection. */
  public String rest() throws IOException {
    return new String(restBytes(), StandardCharsets.ISO_8859_1);
  }

  /** The same as bytes. */
  public byte[] restBytes() throws IOException {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      while (true) {
        rest.write(in.array(), in.position(), in.remaining());
        in.clear().flip();
        int b = read();
        if (b < 0) {
          return rest.toByteArray();
        }
        rest.write(b);
      }
    } catch (java.net.SocketException e) {
      return rest.toByteArray();
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("reset")) {
        return rest.toByteArray();
      }
      throw e;
    }
  }

  public Wire endOutput() throws IOException {
    channel.shutdownOutput();
    return this;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
