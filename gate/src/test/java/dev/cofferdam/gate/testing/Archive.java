package dev.cofferdam.gate.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** A tar archive of small files, as contexts and images are sent. */
public final class Archive {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  public Archive file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public Archive file(String name, byte[] content) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000755");
    put(header, 124, "%011o".formatted(content.length));
    put(header, 136, "00000000000");
    header[156] = '0';
    put(header, 257, "ustar");
    put(header, 263, "00");
    put(header, 148, "        ");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o".formatted(sum));
    header[154] = 0;
    out.writeBytes(header);
    out.writeBytes(content);
    out.writeBytes(new byte[(512 - content.length % 512) % 512]);
    return this;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /** The archive with its end marker. */
  public byte[] tar() {
    byte[] end = new byte[1024];
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(out.toByteArray());
    whole.writeBytes(end);
    return whole.toByteArray();
  }

  /** The archive without an end marker, which ends where the body does. */
  public byte[] open() {
    return out.toByteArray();
  }

  /** Compressed. */
  public byte[] gzip() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(tar());
    } catch (IOException e) {
      throw new IllegalStateException("a byte array cannot fail", e);
    }
    return packed.toByteArray();
  }
}
