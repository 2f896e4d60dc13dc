package dev.cofferdam.engine.build;

import org.jspecify.annotations.Nullable;

/** A push parser of a tar stream: the same result however the bytes are sliced. */
final class TarStream {
  private static final int MAX_EXTENSION = 256 * 1024;

  private enum State {
    HEADER,
    DATA,
    PADDING,
    END
  }

  private final TarEntries files;
  private final byte[] block = new byte[TarHeader.BLOCK];
  private State state = State.HEADER;
  private int filled;
  private long left;
  private int padding;

  /** The extension header being read, and its type. */
  private byte @Nullable [] extension;

  private int extensionFilled;
  private int extensionType;
  private @Nullable String longName;
  private boolean longLink;
  private TarHeader.@Nullable Pax pax;

  TarStream(TarEntries files) {
    this.files = files;
  }

  /** Whether the end marker was reached; only zeros may follow. */
  boolean ended() {
    return state == State.END;
  }

  /** Takes bytes; returns how many came before the end marker. */
  int feed(byte[] bytes, int offset, int length) throws ContextException {
    int at = offset;
    int end = offset + length;
    int before = length;
    boolean wasEnded = ended();
    while (at < end) {
      switch (state) {
        case HEADER -> {
          if (filled == 0 && bytes[at] == 0) {
            // No entry has an empty name: this is the end, known at its first byte.
            requireNothingPending();
            state = State.END;
            before = at - offset;
            continue;
          }
          int n = Math.min(end - at, TarHeader.BLOCK - filled);
          System.arraycopy(bytes, at, block, filled, n);
          filled += n;
          at += n;
          if (filled == TarHeader.BLOCK) {
            filled = 0;
            header(TarHeader.parse(block));
          }
        }
        case DATA -> {
          int n = (int) Math.min(end - at, left);
          data(bytes, at, n);
          at += n;
          left -= n;
          if (left == 0) {
            dataEnded();
          }
        }
        case PADDING -> {
          int n = Math.min(end - at, padding);
          at += n;
          padding -= n;
          if (padding == 0) {
            state = State.HEADER;
          }
        }
        case END -> {
          for (; at < end; at++) {
            if (bytes[at] != 0) {
              throw TarHeader.broken("something follows the archive's end");
            }
          }
        }
      }
    }
    return wasEnded ? length : before;
  }

  /**
   * The bytes are over. An archive without an end marker ends at an entry's end, as in Go; the last
   * entry need not be filled up to a whole block, as {@code docker build -f -} leaves it.
   */
  void finish() throws ContextException {
    if (state == State.DATA || (state == State.HEADER && filled != 0)) {
      throw TarHeader.broken("it ends in the middle of an entry");
    }
    requireNothingPending();
  }

  private void requireNothingPending() throws ContextException {
    if (longName != null || longLink || pax != null) {
      throw TarHeader.broken("an extended header has no entry");
    }
  }

  private void header(TarHeader header) throws ContextException {
    switch (header.type()) {
      case 'x', 'L', 'K' -> {
        if (header.size() > MAX_EXTENSION) {
          throw TarHeader.broken("an extended header is larger than 256 KiB");
        }
        extension = new byte[(int) header.size()];
        extensionFilled = 0;
        extensionType = header.type();
        begin(header.size());
      }
      case 'g' -> begin(header.size()); // ignored by Go and by Docker; git archive writes one
      case '0', 0, '1', '2', '5' -> entry(header);
      case '3', '4', '6' -> throw TarHeader.broken("it holds a device or a fifo");
      default -> throw TarHeader.broken("it holds an entry of unknown type " + header.type());
    }
  }

  private void entry(TarHeader header) throws ContextException {
    String name = header.name();
    long size = header.size();
    if (longName != null) {
      name = longName;
    }
    if (pax != null) {
      name = pax.path() == null ? name : pax.path();
      size = pax.size() < 0 ? size : pax.size();
    }
    longName = null;
    longLink = false;
    pax = null;
    int type = header.type();
    if (name.endsWith("/") && (type == 0 || type == '0') && size == 0) {
      type = '5';
    }
    boolean file = type == 0 || type == '0';
    if (file ? name.endsWith("/") : size != 0) {
      throw TarHeader.broken("a folder or link has data, or a file is named like a folder");
    }
    files.entry(name, type, size);
    begin(size);
  }

  private void begin(long size) throws ContextException {
    left = size;
    padding = (int) (-size & (TarHeader.BLOCK - 1));
    state = State.DATA;
    if (left == 0) {
      dataEnded();
    }
  }

  private void data(byte[] bytes, int at, int n) throws ContextException {
    if (extension != null) {
      System.arraycopy(bytes, at, extension, extensionFilled, n);
      extensionFilled += n;
    } else {
      files.data(bytes, at, n);
    }
  }

  private void dataEnded() throws ContextException {
    state = padding == 0 ? State.HEADER : State.PADDING;
    byte[] read = extension;
    extension = null;
    if (read == null) {
      files.done();
      return;
    }
    boolean twice =
        switch (extensionType) {
          case 'L' -> longName != null || (pax != null && pax.path() != null);
          case 'K' -> longLink;
          default -> pax != null || longName != null;
        };
    if (twice) {
      throw TarHeader.broken("an entry is named twice");
    }
    switch (extensionType) {
      case 'L' -> longName = text(read);
      case 'K' -> longLink = true;
      default -> pax = TarHeader.Pax.parse(read);
    }
  }

  private static String text(byte[] bytes) throws ContextException {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    if (end == 0) {
      throw TarHeader.broken("an entry has no name");
    }
    return new String(bytes, 0, end, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
