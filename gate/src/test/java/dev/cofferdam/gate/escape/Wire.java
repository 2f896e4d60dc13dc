package dev.cofferdam.gate.escape;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Unix socket to which bytes go as they are. */
record Wire(Path socket) {
  private static final int MOST = 4 << 20;
  private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
  private static final Pattern CHUNKED = Pattern.compile("(?im)^transfer-encoding: *chunked");

  /**
   * What came back before the exchange ended.
   *
   * @param text everything, one character per byte
   */
  record Reply(String text) {
    /** The status of the first reply, 0 when there was none. */
    int status() {
      return text.length() > 12 && text.startsWith("HTTP/1.")
          ? Integer.parseInt(text.substring(9, 12))
          : 0;
    }

    /** What follows the first head, chunk sizes left in. */
    String body() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? "" : text.substring(end + 4);
    }
  }

  /** Sends these bytes; the exchange ends with so many replies, the stream, or the time. */
  Reply send(byte[] bytes, int replies, Duration patience) throws IOException {
    StringBuilder got = new StringBuilder();
    CountDownLatch over = new CountDownLatch(1);
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      Thread.ofVirtual().start(() -> write(channel, bytes));
      Thread.ofVirtual()
          .start(() -> {
            read(channel, got, replies);
            over.countDown();
          });
      if (!over.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        channel.shutdownOutput();
      }
      synchronized (got) {
        return new Reply(got.toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void write(SocketChannel channel, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      // The other side refused before it had read everything; its reply is what counts.
    }
  }

  private static void read(SocketChannel channel, StringBuilder got, int replies) {
    ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
    try {
      while (channel.read(buffer.clear()) >= 0) {
        synchronized (got) {
          got.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
          if (got.length() > MOST || complete(got.toString()) >= replies) {
            return;
          }
        }
      }
    } catch (IOException e) {
      // Closed here or there: what was read until then is the reply.
    }
  }

  /** How many replies are whole. One without a length ends with the stream. */
  private static int complete(String text) {
    int count = 0;
    int at = 0;
    while (true) {
      int end = text.indexOf("\r\n\r\n", at);
      if (end < 0) {
        return count;
      }
      String head = text.substring(at, end + 2);
      Matcher length = LENGTH.matcher(head);
      at = end + 4;
      if (length.find()) {
        at += Integer.parseInt(length.group(1));
      } else if (CHUNKED.matcher(head).find()) {
        int last = text.indexOf("0\r\n\r\n", at);
        if (last < 0) {
          return count;
        }
        at = last + 5;
      } else {
        return count;
      }
      if (at > text.length()) {
        return count;
      }
      count++;
    }
  }

  /** A chunked body put together; anything else as it is. */
  static byte[] unchunked(Reply reply) {
    String body = reply.body();
    byte[] raw = body.getBytes(StandardCharsets.ISO_8859_1);
    if (!CHUNKED.matcher(reply.text().substring(0, reply.text().length() - body.length())).find()) {
      return raw;
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    int at = 0;
    while (at < body.length()) {
      int line = body.indexOf("\r\n", at);
      if (line < 0) {
        break;
      }
      int size = Integer.parseInt(body.substring(at, line), 16);
      if (size == 0) {
        break;
      }
      whole.write(raw, line + 2, Math.min(size, raw.length - line - 2));
      at = line + 2 + size + 2;
    }
    return whole.toByteArray();
  }
}
