package dev.cofferdam.gate.connection;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;

/** The sizes that bound what one connection may hold in memory. */
public final class Buffers {
  /** The allocator of every channel of the gate. */
  public static final AdaptiveByteBufAllocator ALLOCATOR = new AdaptiveByteBufAllocator(true);

  /**
   * When a side that does not read stops the other side: as soon as 8 KiB wait here, for what waits
   * in the sockets' own buffers is enough to keep both busy. What was read at once comes on top:
   * see {@link Reads}.
   */
  public static final WriteBufferWaterMark WRITE = new WriteBufferWaterMark(2 * 1024, 8 * 1024);

  /** What a client may send ahead of its turn before it is no longer read from. */
  static final int MAX_AHEAD = 16 * 1024;

  /** A connection that holds more than this counts among those that make the house crowded. */
  static final int HEAVY = 8 * 1024;

  private Buffers() {}

  /**
   * A connection ended by an exception: a peer's fault is ordinary, anything else is a bug to be
   * seen.
   */
  static void logUnlessPeer(Throwable cause) {
    if (!(cause instanceof IOException) && !(cause instanceof DecoderException)) {
      System.getLogger(Buffers.class.getName())
          .log(System.Logger.Level.ERROR, "a connection failed", cause);
    }
  }

  /** Appends arriving bytes to what is unread; takes over both and gives back one buffer. */
  static ByteBuf join(ByteBuf unread, ByteBuf arrived) {
    if (!unread.isReadable()) {
      unread.release();
      return arrived;
    }
    if (unread.refCnt() == 1 && !unread.isReadOnly()) {
      int needed = arrived.readableBytes();
      if (unread.writableBytes() >= needed && unread.writerIndex() + needed <= unread.capacity()) {
        unread.writeBytes(arrived);
        arrived.release();
        return unread;
      }
    }
    ByteBuf joined =
        ALLOCATOR.buffer(Math.max(1024, (unread.readableBytes() + arrived.readableBytes()) * 2));
    joined.writeBytes(unread).writeBytes(arrived);
    unread.release();
    arrived.release();
    return joined;
  }
}
