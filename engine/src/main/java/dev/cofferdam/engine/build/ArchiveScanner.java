package dev.cofferdam.engine.build;

import java.nio.ByteBuffer;

/**
 * Looks at an archive while it is relayed to the engine, which acts when it has read the archive's
 * end marker. Forward only as many bytes as {@link #feed} returns; when {@link #ended} is true, or
 * the body is over and {@link #finish} was called, decide, and only then forward what was held
 * back.
 *
 * <p>Not for several threads at once. A scanner that has thrown is of no more use.
 */
public sealed interface ArchiveScanner extends AutoCloseable
    permits ContextScanner, ImageArchiveScanner {
  /**
   * Takes the next bytes of the body. Bytes that may not be forwarded yet have been looked at all
   * the same: do not feed them again.
   *
   * @return how many of these bytes may be forwarded now; fewer than {@code length} only in the
   *     call in which {@link #ended} becomes true
   * @throws ContextException when the archive is refused; forward nothing more
   */
  int feed(byte[] bytes, int offset, int length) throws ContextException;

  /** As {@link #feed(byte[], int, int)}, for the remaining bytes; the buffer is left as it was. */
  int feed(ByteBuffer buffer) throws ContextException;

  /** Whether all entries have been seen. */
  boolean ended();

  /**
   * The body is over; needed when it was not {@link #ended} by a marker.
   *
   * @throws ContextException when it is over too early
   */
  void finish() throws ContextException;

  /** Frees the inflater, if there is one. */
  @Override
  void close();
}
