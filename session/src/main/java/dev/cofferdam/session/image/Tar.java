package dev.cofferdam.session.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes a tar in the ustar format (POSIX.1-2017 pax, "ustar Interchange Format"): files and
 * folders with a fixed time and owner, so that equal contents give equal bytes.
 */
public final class Tar {
  private static final int BLOCK = 512;
  private static final int MAX_NAME = 100;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);

  /**
   * Adds a file.
   *
   * @param name its path, at most 100 bytes
   * @param mode permissions, as in {@code 0644}
   * @throws IllegalArgumentException when the name is too long for the format
   */
  public Tar file(String name, int mode, byte[] content) {
    return file(name, mode, 0, 0, content);
  }

  /** The same with an owner. */
  public Tar file(String name, int mode, int uid, int gid, byte[] content) {
    header(name, mode, uid, gid, content.length, '0');
    out.writeBytes(content);
    out.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    return this;
  }

  /** Adds a folder with an owner; one that is there gets this owner and mode. */
  public Tar folder(String name, int mode, int uid, int gid) {
    header(name + "/", mode, uid, gid, 0, '5');
    return this;
  }

  /** The tar with its end. */
  public byte[] bytes() {
    out.writeBytes(new byte[2 * BLOCK]);
    return out.toByteArray();
  }

  private void header(String name, int mode, int uid, int gid, long size, char type) {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    if (path.length > MAX_NAME) {
      throw new IllegalArgumentException("the path " + name + " is longer than 100 bytes");
    }
    byte[] header = new byte[BLOCK];
    System.arraycopy(path, 0, header, 0, path.length);
    octal(header, 100, 8, mode);
    octal(header, 108, 8, uid);
    octal(header, 116, 8, gid);
    octal(header, 124, 12, size);
    octal(header, 136, 12, 0);
    text(header, 148, "        "); // the checksum counts itself as blanks
    header[156] = (byte) type;
    text(header, 257, "ustar\0" + "00");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    octal(header, 148, 7, sum);
    out.writeBytes(header);
  }

  private static void octal(byte[] header, int offset, int length, long value) {
    String digits = Long.toOctalString(value);
    text(header, offset, "0".repeat(length - 1 - digits.length()) + digits + "\0");
  }

  private static void text(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
