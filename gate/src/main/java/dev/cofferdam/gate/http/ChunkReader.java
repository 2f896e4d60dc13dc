package dev.cofferdam.gate.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Takes a chunked body apart (RFC 9112 §7.1). Sizes have at most eight hex digits; chunk extensions
 * and trailer fields, which no Docker client sends and of which smuggling is made, are errors.
 *
 * <p>One instance per body; not safe for use by several threads.
 */
public final class ChunkReader {
  private enum State {
    SIZE,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    LAST_CR,
    LAST_LF,
    DONE
  }

  private State state = State.SIZE;
  private long remaining;
  private int digits;

  /** Whether the last chunk and its final line end have been read. */
  public boolean done() {
    return state == State.DONE;
  }

  /**
   * The next run of body bytes in the buffer, as a retained slice that the caller releases; null
   * when the buffer is used up or the body has ended.
   */
  public @Nullable ByteBuf next(ByteBuf in) throws HttpException {
    while (in.isReadable() && state != State.DONE) {
      if (state == State.DATA) {
        int length = (int) Math.min(remaining, in.readableBytes());
        remaining -= length;
        if (remaining == 0) {
          state = State.DATA_CR;
        }
        return in.readRetainedSlice(length);
      }
      step(in.readByte());
    }
    return null;
  }

  /**
   * Moves over framing and data alike, without making slices; for bodies that are relayed as they
   * are.
   */
  public void skip(ByteBuf in) throws HttpException {
    while (in.isReadable() && state != State.DONE) {
      if (state == State.DATA) {
        int length = (int) Math.min(remaining, in.readableBytes());
        remaining -= length;
        in.skipBytes(length);
        if (remaining == 0) {
          state = State.DATA_CR;
        }
      } else {
        step(in.readByte());
      }
    }
  }

  private void step(byte b) throws HttpException {
    state =
        switch (state) {
          case SIZE -> size(b);
          case SIZE_LF -> {
            expect(b, '\n');
            yield remaining == 0 ? State.LAST_CR : State.DATA;
          }
          case DATA_CR -> {
            expect(b, '\r');
            yield State.DATA_LF;
          }
          case DATA_LF -> {
            expect(b, '\n');
            digits = 0;
            yield State.SIZE;
          }
          case LAST_CR -> {
            expect(b, '\r');
            yield State.LAST_LF;
          }
          case LAST_LF -> {
            expect(b, '\n');
            yield State.DONE;
          }
          case DATA, DONE -> throw new IllegalStateException("no framing byte is due");
        };
  }

  private State size(byte b) throws HttpException {
    int digit = Character.digit(b, 16);
    if (b >= 0 && digit >= 0) {
      if (++digits > 8) {
        throw new HttpException(400, "a chunk's size is malformed");
      }
      remaining = remaining * 16 + digit;
      return State.SIZE;
    }
    if (digits == 0) {
      throw new HttpException(400, "a chunk's size is malformed");
    }
    expect(b, '\r');
    return State.SIZE_LF;
  }

  private static void expect(byte b, char wanted) throws HttpException {
    if (b != wanted) {
      throw new HttpException(400, "a chunk is malformed");
    }
  }
}
