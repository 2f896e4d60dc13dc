package dev.cofferdam.gate.escape;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One entry of an archive.
 *
 * @param name its path
 * @param kind {@code 0} a file, {@code 1} a hard link, {@code 2} a symbolic link, {@code 5} a
 *     folder
 * @param link where a link points
 * @param text the content of a file, one byte per character
 */
record TarFile(String name, char kind, String link, String text) {
  private static final int BLOCK = 512;

  static TarFile file(String name, String text) {
    return new TarFile(name, '0', "", text);
  }

  static TarFile symlink(String name, String target) {
    return new TarFile(name, '2', target, "");
  }

  static TarFile folder(String name) {
    return new TarFile(name, '5', "", "");
  }

  /** A POSIX ustar archive of these entries with the placeholders filled in. */
  static byte[] archive(List<TarFile> files, UnaryOperator<String> fill) {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    for (TarFile file : files) {
      byte[] content = fill.apply(file.text).getBytes(StandardCharsets.ISO_8859_1);
      tar.writeBytes(file.header(content.length, fill));
      tar.writeBytes(content);
      tar.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }
    tar.writeBytes(new byte[2 * BLOCK]);
    return tar.toByteArray();
  }

  private byte[] header(int size, UnaryOperator<String> fill) {
    byte[] header = new byte[BLOCK];
    put(header, 0, fill.apply(name));
    put(header, 100, "0000755");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, String.format(Locale.ROOT, "%011o", size));
    put(header, 136, "00000000000");
    put(header, 148, "        ");
    header[156] = (byte) kind;
    put(header, 157, fill.apply(link));
    put(header, 257, "ustar");
    put(header, 263, "00");
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format(Locale.ROOT, "%06o", sum));
    header[154] = 0;
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
