package dev.cofferdam.gate.lookup;

import dev.cofferdam.gate.connection.BodyCheck;
import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.Finding;
import java.nio.ByteBuffer;

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
  public int feed(ByteBuffer bytes) throws Refusal {
    int all = bytes.remaining();
    if (length < HEADER) {
      int count = Math.min(HEADER - length, all);
      bytes.get(head, length, count);
      length += count;
      if (length == HEADER && !isTar()) {
        throw refused();
      }
    }
    return all;
  }

  @Override
  public void finish() throws Refusal {
    if (length != 0 && length != HEADER) {
      throw refused();
    }
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

  private static Refusal refused() {
    return new Refusal(
        new Finding(
            "archive.compressed",
            400,
            "only an uncompressed tar archive can be copied into a container",
            "send it without compression, as docker cp does"));
  }
}
