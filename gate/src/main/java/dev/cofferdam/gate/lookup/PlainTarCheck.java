package dev.cofferdam.gate.lookup;

import dev.cofferdam.gate.connection.BodyCheck;
import dev.cofferdam.policy.Finding;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Lets only an uncompressed tar archive through to {@code PUT /containers/{id}/archive}. For a
 * compressed one the engine runs a decompressor that it may find inside the container
 * (CVE-2026-41567, before 29.5.1).
 */
final class PlainTarCheck implements BodyCheck {
  private static final int HEADER = 512;
  private static final int MAGIC = 257;

  private final byte[] head = new byte[HEADER];
  private int length;

  @Override
  public @Nullable Finding feed(ByteBuffer bytes) {
    if (length == HEADER) {
      return null;
    }
    int count = Math.min(HEADER - length, bytes.remaining());
    bytes.get(head, length, count);
    length += count;
    return length == HEADER && !isTar() ? refused() : null;
  }

  @Override
  public @Nullable Finding finish() {
    return length == 0 || length == HEADER ? null : refused();
  }

  /** A ustar header, or the zero block that ends an archive without entries. */
  private boolean isTar() {
    boolean ustar =
        head[MAGIC] == 'u'
            && head[MAGIC + 1] == 's'
            && head[MAGIC + 2] == 't'
            && head[MAGIC + 3] == 'a'
            && head[MAGIC + 4] == 'r';
    if (ustar) {
      return true;
    }
    for (byte b : head) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  private static Finding refused() {
    return new Finding(
        "archive.compressed",
        400,
        "only an uncompressed tar archive can be copied into a container",
        "send it without compression, as docker cp does");
  }
}
