package dev.cofferdam.engine.build;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A tar stream, plain or in gzip, that tells how much of it lies before its end marker. */
final class ArchiveStream implements AutoCloseable {
  private enum Kind {
    UNKNOWN,
    TAR,
    GZIP
  }

  private static final int MAGIC = 6;

  private final TarStream tar;
  private final byte[] magic = new byte[MAGIC];
  private int magicFilled;
  private Kind kind = Kind.UNKNOWN;
  private @Nullable GzipStream gzip;
  private boolean finished;

  ArchiveStream(TarEntries entries) {
    tar = new TarStream(entries);
  }

  /** As {@link ArchiveScanner#feed(byte[], int, int)}. */
  int feed(byte[] bytes, int offset, int length) throws ContextException {
    boolean before = tar.ended();
    int forward = length;
    if (kind == Kind.UNKNOWN) {
      // The few bytes that show the kind may be forwarded: no archive ends within them.
      int n = Math.min(length, MAGIC - magicFilled);
      System.arraycopy(bytes, offset, magic, magicFilled, n);
      magicFilled += n;
      if (magicFilled < MAGIC) {
        return length;
      }
      recognise();
      if (push(magic, 0, MAGIC) < MAGIC) {
        throw TarHeader.broken("it is empty");
      }
      forward = n + push(bytes, offset + n, length - n);
    } else {
      forward = push(bytes, offset, length);
    }
    if (kind == Kind.GZIP && tar.ended() && !before) {
      return 0; // somewhere in this slice the end marker is compressed
    }
    return forward;
  }

  /** As {@link ArchiveScanner#feed(ByteBuffer)}. */
  int feed(ByteBuffer buffer) throws ContextException {
    if (buffer.hasArray()) {
      return feed(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(buffer.position(), copy);
    return feed(copy, 0, copy.length);
  }

  /** Whether all entries have been seen. */
  boolean ended() {
    return tar.ended();
  }

  /** As {@link ArchiveScanner#finish}. */
  void finish() throws ContextException {
    if (kind == Kind.UNKNOWN) {
      throw TarHeader.broken("it is empty or too short to be an archive");
    }
    if (gzip != null) {
      gzip.finish();
    }
    tar.finish();
    finished = true;
  }

  /** Whether nothing more can be found. */
  boolean complete() {
    return finished || tar.ended();
  }

  private int push(byte[] bytes, int offset, int length) throws ContextException {
    if (gzip == null) {
      return tar.feed(bytes, offset, length);
    }
    gzip.feed(bytes, offset, length);
    return length;
  }

  private void recognise() throws ContextException {
    String start = new String(magic, StandardCharsets.ISO_8859_1);
    String other = null;
    if (start.startsWith("\u001f\u008b")) {
      gzip = new GzipStream(tar::feed);
      kind = Kind.GZIP;
      return;
    } else if (start.startsWith("BZh")) {
      other = "bzip2";
    } else if (start.equals("\u00fd7zXZ\0")) {
      other = "xz";
    } else if (start.startsWith("(\u00b5/\u00fd") || start.substring(1).startsWith("*M\u0018")) {
      other = "zstd";
    }
    if (other != null) {
      throw TarHeader.broken("it is compressed with " + other + ", which is not read here");
    }
    kind = Kind.TAR;
  }

  /** Frees the inflater, if there is one. */
  @Override
  public void close() {
    if (gzip != null) {
      gzip.close();
    }
  }
}
