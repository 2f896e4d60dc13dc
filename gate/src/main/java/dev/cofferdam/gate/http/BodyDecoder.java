package dev.cofferdam.gate.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Takes the body bytes of one message out of what arrives, however they are framed. One instance
 * per body.
 */
public final class BodyDecoder {
  private final @Nullable ChunkReader chunks;
  private long remaining;

  /** A decoder for a body of this length; {@link BodyLength.UntilClose} is never a request's. */
  public BodyDecoder(BodyLength length) {
    this.chunks = length instanceof BodyLength.Chunked ? new ChunkReader() : null;
    this.remaining =
        switch (length) {
          case BodyLength.Exactly(long bytes) -> bytes;
          case BodyLength.UntilClose() -> Long.MAX_VALUE;
          case BodyLength.None(), BodyLength.Chunked() -> 0;
        };
  }

  /** Whether all of the body has been taken. */
  public boolean done() {
    return chunks == null ? remaining == 0 : chunks.done();
  }

  /**
   * The next body bytes as a retained slice, which the caller releases; null when more must arrive
   * first.
   */
  public @Nullable ByteBuf next(ByteBuf in) throws HttpException {
    if (chunks != null) {
      return chunks.next(in);
    }
    int length = (int) Math.min(remaining, in.readableBytes());
    if (length == 0) {
      return null;
    }
    remaining -= length;
    return in.readRetainedSlice(length);
  }

  /** Moves over framing and body alike, as far as the body reaches. */
  public void skip(ByteBuf in) throws HttpException {
    if (chunks != null) {
      chunks.skip(in);
      return;
    }
    int length = (int) Math.min(remaining, in.readableBytes());
    remaining -= length;
    in.skipBytes(length);
  }
}
