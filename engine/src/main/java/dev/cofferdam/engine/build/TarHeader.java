package dev.cofferdam.engine.build;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A tar header block, read as Go's archive/tar reads it where that is plain, and refused where
 * readers differ (the star format, times in the prefix of GNU headers). Names are bytes, held one
 * char each.
 *
 * @param name with the ustar prefix
 * @param type the type flag; 0 is an old regular file
 * @param size of the data that follows
 */
record TarHeader(String name, int type, long size) {
  static final int BLOCK = 512;

  static TarHeader parse(byte[] block) throws ContextException {
    checkSum(block);
    String name = text(block, 0, 100);
    if (name.isEmpty()) {
      throw broken("an entry has no name");
    }
    switch (format(block)) {
      case USTAR -> {
        String prefix = text(block, 345, 155);
        name = prefix.isEmpty() ? name : prefix + "/" + name;
      }
      case GNU -> zero(block, 345, BLOCK);
      case OLD -> {} // what follows the old fields is read by nobody
    }
    return new TarHeader(name, block[156] & 0xff, number(block, 124, 12));
  }

  private enum Format {
    USTAR,
    GNU,
    OLD
  }

  private static Format format(byte[] block) throws ContextException {
    String magic = new String(block, 257, 8, StandardCharsets.ISO_8859_1);
    if (magic.startsWith("ustar\0")) {
      if (new String(block, 508, 4, StandardCharsets.ISO_8859_1).equals("tar\0")) {
        throw broken("it is in the star format");
      }
      return Format.USTAR;
    }
    if (magic.equals("ustar  \0")) {
      return Format.GNU;
    }
    if (magic.startsWith("ustar")) {
      throw broken("it is in an unknown tar format");
    }
    return Format.OLD;
  }

  private static void checkSum(byte[] block) throws ContextException {
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      byte b = i >= 148 && i < 156 ? (byte) ' ' : block[i];
      unsigned += b & 0xff;
      signed += b;
    }
    long said = number(block, 148, 8);
    if (said != unsigned && said != signed) {
      throw broken("it is not a tar archive, or is damaged");
    }
  }

  /** Octal digits between blanks and NULs, or base 256 when the first bit is set. */
  private static long number(byte[] block, int at, int length) throws ContextException {
    if ((block[at] & 0x80) != 0) {
      long value = block[at] & 0x7f;
      for (int i = 1; i < length; i++) {
        if (value >>> 55 != 0) {
          throw broken("a number is out of range");
        }
        value = (value << 8) | (block[at + i] & 0xff);
      }
      if ((block[at] & 0x40) != 0) {
        throw broken("a number is negative");
      }
      return value;
    }
    int start = at;
    int end = at + length;
    while (start < end && isBlank(block[start])) {
      start++;
    }
    while (start < end && isBlank(block[end - 1])) {
      end--;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      if (block[i] < '0' || block[i] > '7') {
        throw broken("a number is not octal");
      }
      value = (value << 3) | (block[i] - '0');
    }
    return value;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == 0;
  }

  private static void zero(byte[] block, int from, int to) throws ContextException {
    for (int i = from; i < to; i++) {
      if (block[i] != 0) {
        throw broken("a header holds fields of a format that is not known here");
      }
    }
  }

  private static String text(byte[] block, int at, int length) {
    int end = at;
    while (end < at + length && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.ISO_8859_1);
  }

  static ContextException broken(String why) {
    return new ContextException(
        "the archive is refused: "
            + why
            + ". Send a plain tar archive, as docker build and docker save make it, or one"
            + " compressed with gzip");
  }

  /** What a pax extended header says of the next entry. */
  record Pax(@Nullable String path, @Nullable String linkPath, long size) {
    /**
     * Reads {@code "%d key=value\n"} records (POSIX.1-2001). An empty value keeps the header's own,
     * as in Go; sparse files are refused, because their data is not their content.
     */
    static Pax parse(byte[] bytes) throws ContextException {
      String records = new String(bytes, StandardCharsets.ISO_8859_1);
      String path = null;
      String linkPath = null;
      long size = -1;
      int at = 0;
      while (at < records.length()) {
        int space = records.indexOf(' ', at);
        if (space < 0 || !records.substring(at, space).matches("[1-9][0-9]{0,6}")) {
          throw broken("a pax header is damaged");
        }
        int end = at + Integer.parseInt(records.substring(at, space));
        int equals = records.indexOf('=', space);
        if (end > records.length()
            || equals < 0
            || equals >= end - 1
            || records.charAt(end - 1) != '\n') {
          throw broken("a pax header is damaged");
        }
        String key = records.substring(space + 1, equals);
        String value = records.substring(equals + 1, end - 1);
        switch (key) {
          case "path" -> path = once(path, value);
          case "linkpath" -> linkPath = once(linkPath, value);
          case "size" -> {
            if (size >= 0 || !value.matches("[0-9]{1,18}")) {
              throw broken("a pax header gives no usable size");
            }
            size = Long.parseLong(value);
          }
          default -> {
            if (key.startsWith("GNU.sparse") || key.indexOf('\0') >= 0) {
              throw broken("it holds a sparse file");
            }
          }
        }
        at = end;
      }
      return new Pax(path, linkPath, size);
    }

    private static String once(@Nullable String before, String value) throws ContextException {
      if (before != null || value.isEmpty() || value.indexOf('\0') >= 0) {
        throw broken("a pax header gives a name twice, empty or with a NUL");
      }
      return value;
    }
  }
}
