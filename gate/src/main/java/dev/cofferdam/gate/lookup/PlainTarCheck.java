package dev.cofferdam.gate.lookup;

import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.Finding;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Lets only plain tar archives through, by their first block.
 *
 * <p>To {@code PUT /containers/{id}/archive}: for a compressed archive the engine runs a
 * decompressor that it may find inside the container (CVE-2026-41567, before 29.5.1). To an import,
 * which unpacks into a layer of its own: gzip is let through as well, but nothing for which the
 * engine would start a program of its host, such as {@code xz}.
 */
final class PlainTarCheck implements BodyCheck {
  private static final int HEADER = 512;
  private static final int MAGIC = 257;

  private static final byte[] GZIP = {0x1f, (byte) 0x8b};

  /**
   * How archives begin for which the engine runs a decompressor (pkg/archive, DetectCompression),
   * beside gzip.
   */
  private static final List<byte[]> PACKED =
      List.of(
          new byte[] {'B', 'Z', 'h'},
          new byte[] {(byte) 0xfd, '7', 'z'},
          new byte[] {0x28, (byte) 0xb5, 0x2f});

  /** The frames with which a zstd stream may begin as well; their first byte is 0x50 to 0x5f. */
  private static final byte[] SKIPPABLE = {0x2a, 0x4d, 0x18};

  private final byte[] head = new byte[HEADER];
  private final boolean takesGzip;
  private final String what;
  private int length;

  private PlainTarCheck(boolean takesGzip, String what) {
    this.takesGzip = takesGzip;
    this.what = what;
  }

  static PlainTarCheck forContainer() {
    return new PlainTarCheck(
        false, "only an uncompressed tar archive can be copied into a container");
  }

  static PlainTarCheck forImport() {
    return new PlainTarCheck(
        true, "only a tar archive, plain or compressed with gzip, can be imported");
  }

  @Override
  public int feed(ByteBuffer bytes) throws Refusal {
    int all = bytes.remaining();
    if (length < HEADER) {
      int count = Math.min(HEADER - length, all);
      bytes.get(head, length, count);
      length += count;
      // An engine starts to unpack with the first bytes, however short the archive is and however
      // slowly it comes: a mark must never be whole on the other side.
      if (isPacked() || (length == HEADER && !isTar())) {
        throw refused();
      }
    }
    return all;
  }

  @Override
  public void finish() throws Refusal {
    if (length != 0 && length != HEADER && !isGzip()) {
      throw refused();
    }
  }

  /** A ustar header, or the zero block that ends an archive without entries. */
  private boolean isTar() {
    if (isGzip()) {
      return true;
    }
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

  private boolean isPacked() {
    boolean skippable = (head[0] & 0xf0) == 0x50 && beginsWith(1, SKIPPABLE);
    return skippable
        || (!takesGzip && beginsWith(0, GZIP))
        || PACKED.stream().anyMatch(mark -> beginsWith(0, mark));
  }

  private boolean isGzip() {
    return takesGzip && beginsWith(0, GZIP);
  }

  private boolean beginsWith(int from, byte[] mark) {
    int end = from + mark.length;
    return length >= end && Arrays.equals(head, from, end, mark, 0, mark.length);
  }

  private Refusal refused() {
    return new Refusal(new Finding("archive.compressed", 400, what, "send it without compression"));
  }
}
