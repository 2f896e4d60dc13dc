package dev.cofferdam.engine.build;

import java.nio.ByteBuffer;

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
public final class ContextScanner implements ArchiveScanner {
  private final ContextFiles files;
  private final ArchiveStream stream;

  /**
   * @param dockerfile the {@code dockerfile} parameter of the build; empty means {@code
   *     Dockerfile}, for which Docker also takes {@code dockerfile}
   * @throws ContextException when this path holds {@code ..} or names the context itself
   */
  public ContextScanner(String dockerfile) throws ContextException {
    files = new ContextFiles(dockerfile);
    stream = new ArchiveStream(files);
  }

  @Override
  public int feed(byte[] bytes, int offset, int length) throws ContextException {
    return stream.feed(bytes, offset, length);
  }

  @Override
  public int feed(ByteBuffer buffer) throws ContextException {
    return stream.feed(buffer);
  }

  @Override
  public boolean ended() {
    return stream.ended();
  }

  @Override
  public void finish() throws ContextException {
    stream.finish();
  }

  /**
   * The Dockerfile that the engine will read; once {@link #ended} or {@link #finish finished}.
   *
   * @throws ContextException when the context holds none
   */
  public byte[] dockerfile() throws ContextException {
    if (!stream.complete()) {
      throw new IllegalStateException("a later entry may replace the Dockerfile");
    }
    return files.dockerfile();
  }

  @Override
  public void close() {
    stream.close();
  }
}
