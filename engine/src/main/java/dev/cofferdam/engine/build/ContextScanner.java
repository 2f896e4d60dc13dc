package dev.cofferdam.engine.build;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a build context (tar, or tar in gzip) while it is relayed to a classic builder, and keeps
 * the Dockerfile. Memory is bounded: at most 1 MiB of Dockerfile, the names of links (16 MiB), and
 * some buffers.
 *
 * <p><b>How to relay.</b> The engine starts to build when it has read the archive's end marker (two
 * blocks of zeros), which may be long before the request's body ends; or at the body's end when
 * there is no marker. So forward only as many bytes as {@link #feed} returns. When {@link #ended}
 * is true, or the body is over and {@link #finish} was called, take the {@link #dockerfile},
 * decide, and only then forward what was held back, and the body's end. A body with a
 * Content-Length ends with its last byte: relay it in chunks.
 *
 * <p>Not for several threads. A scanner that has thrown is of no more use.
 */
public final class ContextScanner implements AutoCloseable {
  private enum Kind {
    UNKNOWN,
    TAR,
    GZIP
  }

  private static final int MAGIC = 6;

  private final ContextFiles files;
  private final TarStream tar;
  private final byte[] magic = new byte[MAGIC];
  private int magicFilled;
  private Kind kind = Kind.UNKNOWN;
  private @Nullable GzipStream gzip;
  private boolean finished;

  /**
   * @param dockerfile the {@code dockerfile} parameter of the build; empty means {@code
   *     Dockerfile}, for which Docker also takes {@code dockerfile}
   * @throws ContextException when this path holds {@code ..} or names the context itself
   */
  public ContextScanner(String dockerfile) throws ContextException {
    files = new ContextFiles(dockerfile);
    tar = new TarStream(files);
  }

  /**
   * Takes the next bytes of the body.
   *
   * @return how many of these bytes may be forwarded now; fewer than {@code length} only in the
   *     call in which {@link #ended} becomes true
   * @throws ContextException when this context must not be built; forward nothing more
   */
  public int feed(byte[] bytes, int offset, int length) throws ContextException {
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

  /** As {@link #feed(byte[], int, int)}, for the remaining bytes; the buffer is left as it was. */
  public int feed(ByteBuffer buffer) throws ContextException {
    if (buffer.hasArray()) {
      return feed(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(buffer.position(), copy);
    return feed(copy, 0, copy.length);
  }

  /** Whether all entries have been seen. */
  public boolean ended() {
    return tar.ended();
  }

  /**
   * The body is over.
   *
   * @throws ContextException when it is over too early
   */
  public void finish() throws ContextException {
    if (kind == Kind.UNKNOWN) {
      throw TarHeader.broken("it is empty or too short to be an archive");
    }
    if (gzip != null) {
      gzip.finish();
    }
    tar.finish();
    finished = true;
  }

  /**
   * The Dockerfile that the engine will read; once {@link #ended} or {@link #finish finished}.
   *
   * @throws ContextException when the context holds none
   */
  public byte[] dockerfile() throws ContextException {
    if (!finished && !tar.ended()) {
      throw new IllegalStateException("a later entry may replace the Dockerfile");
    }
    return files.dockerfile();
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
