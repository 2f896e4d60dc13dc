package dev.cofferdam.gate.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Takes the body bytes of one message out of what arrives, however they are framed. One instance
 * per body.
 */
public final class BodyDecoder {
  private static final byte[] LAST = {'0', '\r', '\n', '\r', '\n'};
  private static final ByteBuf LAST_CHUNK =
      Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(LAST));

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

  /**
   * Whether the rest of the body may be in these bytes. Certain for a body of known length; for a
   * chunked one it says whether they end like a last chunk.
   */
  public boolean mayEndIn(ByteBuf in) {
    if (chunks == null) {
      return remaining <= in.readableBytes();
    }
    return chunks.done()
        || (in.readableBytes() >= LAST.length
            && ByteBufUtil.equals(in, in.writerIndex() - LAST.length, LAST_CHUNK, 0, LAST.length));
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
