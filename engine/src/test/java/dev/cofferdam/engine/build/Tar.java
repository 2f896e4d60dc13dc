package dev.cofferdam.engine.build;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Hand-built archives, good and bad. */
final class Tar {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  static byte[] header(String name, char type, long size) {
    byte[] h = new byte[512];
    put(h, 0, name);
    put(h, 100, "0000644");
    put(h, 124, "%011o".formatted(size));
    put(h, 136, "00000000000");
    h[156] = (byte) type;
    put(h, 257, "ustar");
    put(h, 263, "00");
    return sum(h);
  }

  static byte[] sum(byte[] h) {
    put(h, 148, "        ");
    int sum = 0;
    for (byte b : h) {
      sum += b & 0xff;
    }
    put(h, 148, "%06o\0 ".formatted(sum));
    return h;
  }

  static void put(byte[] h, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, h, at, bytes.length);
  }

  Tar entry(String name, char type, String data) {
    return raw(header(name, type, data.length())).data(data);
  }

  Tar file(String name, String data) {
    return entry(name, '0', data);
  }

  Tar link(String name, char type, String target) {
    byte[] h = header(name, type, 0);
    put(h, 157, target);
    return raw(sum(h));
  }

  Tar pax(String key, String value) {
    String body = " " + key + "=" + value + "\n";
    int length = body.length() + 1;
    while (("" + length).length() + body.length() != length) {
      length++;
    }
    return entry("pax", 'x', length + body);
  }

  Tar raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  Tar data(String data) {
    out.writeBytes(data.getBytes(StandardCharsets.ISO_8859_1));
    out.writeBytes(new byte[(512 - data.length() % 512) % 512]);
    return this;
  }

  byte[] open() {
    return out.toByteArray();
  }

  byte[] end() {
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }
}
