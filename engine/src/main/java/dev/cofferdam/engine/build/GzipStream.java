package dev.cofferdam.engine.build;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A push parser of gzip (RFC 1952), members one after the other as Go and pigz read them. Check
 * sums are not compared: if one is wrong, the engine has read the same bytes as were read here.
 */
final class GzipStream implements AutoCloseable {
  interface Sink {
    void accept(byte[] bytes, int offset, int length) throws ContextException;
  }

  private enum State {
    FIXED,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    HEADER_SUM,
    DATA,
    TRAILER
  }

  /** Far above any real context; ends what would inflate for ever. */
  private static final long MAX_INFLATED = 64L << 30;

  private static final int MAX_HEADER = 128 * 1024;
  private final Inflater inflater = new Inflater(true);
  private final byte[] out = new byte[64 * 1024];
  private final Sink sink;
  private State state = State.FIXED;
  private int position;
  private int flags;
  private int extra;
  private int headerBytes;
  private long inflated;
  private boolean anyMember;

  GzipStream(Sink sink) {
    this.sink = sink;
  }

  void feed(byte[] bytes, int offset, int length) throws ContextException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (state == State.DATA) {
        inflater.setInput(bytes, at, end - at);
        drain();
        at = end - inflater.getRemaining();
        if (inflater.finished()) {
          inflater.reset();
          next(State.TRAILER);
        }
      } else {
        header(bytes[at++] & 0xff);
      }
    }
  }

  void finish() throws ContextException {
    if (state != State.FIXED || position != 0 || !anyMember) {
      throw TarHeader.broken("its compressed data ends too early");
    }
  }

  private void drain() throws ContextException {
    try {
      while (!inflater.finished()) {
        int n = inflater.inflate(out);
        if (n == 0) {
          if (inflater.needsDictionary()) {
            throw TarHeader.broken("its compressed data is damaged");
          }
          return;
        }
        inflated += n;
        if (inflated > MAX_INFLATED) {
          throw TarHeader.broken("it is larger than 64 GiB");
        }
        sink.accept(out, 0, n);
      }
    } catch (DataFormatException e) {
      throw TarHeader.broken("its compressed data is damaged");
    }
  }

  private void header(int b) throws ContextException {
    if (++headerBytes > MAX_HEADER) {
      throw TarHeader.broken("its gzip header is too long");
    }
    switch (state) {
      case FIXED -> {
        int[] magic = {0x1f, 0x8b, 8};
        if (position < 3 && b != magic[position]) {
          throw TarHeader.broken("something that is not gzip follows its compressed data");
        }
        if (position == 3) {
          flags = b;
          if ((flags & 0xe0) != 0) {
            throw TarHeader.broken("its gzip header is unknown");
          }
        }
        if (++position == 10) {
          next(State.EXTRA_LENGTH);
        }
      }
      case EXTRA_LENGTH -> {
        extra |= b << (8 * position);
        if (++position == 2) {
          next(State.EXTRA);
        }
      }
      case EXTRA -> {
        if (++position == extra) {
          next(State.NAME);
        }
      }
      case NAME, COMMENT -> {
        if (b == 0) {
          next(state == State.NAME ? State.COMMENT : State.HEADER_SUM);
        }
      }
      case HEADER_SUM -> {
        if (++position == 2) {
          next(State.DATA);
        }
      }
      case TRAILER -> {
        if (++position == 8) {
          next(State.FIXED);
        }
      }
      case DATA -> throw new IllegalStateException("data is not read byte by byte");
    }
  }

  /** Goes to this state, or past it where the flags say that it is absent. */
  private void next(State wanted) {
    position = 0;
    state =
        switch (wanted) {
          case EXTRA_LENGTH -> {
            extra = 0;
            yield (flags & 4) != 0 ? wanted : skipTo(State.NAME);
          }
          case EXTRA -> extra > 0 ? wanted : skipTo(State.NAME);
          default -> skipTo(wanted);
        };
    if (state == State.DATA) {
      headerBytes = 0;
      anyMember = true;
    }
  }

  private State skipTo(State wanted) {
    return switch (wanted) {
      case NAME -> (flags & 8) != 0 ? wanted : skipTo(State.COMMENT);
      case COMMENT -> (flags & 16) != 0 ? wanted : skipTo(State.HEADER_SUM);
      case HEADER_SUM -> (flags & 2) != 0 ? wanted : State.DATA;
      default -> wanted;
    };
  }

  @Override
  public void close() {
    inflater.end();
  }
}
