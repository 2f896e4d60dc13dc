package dev.cofferdam.gate.connection;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;

/** The sizes that bound what one connection may hold in memory. */
public final class Buffers {
  /** The allocator of every channel of the gate. */
  public static final AdaptiveByteBufAllocator ALLOCATOR = new AdaptiveByteBufAllocator(true);

  /** One read: small at first, up to 64 KiB while a stream is busy. */
  public static RecvByteBufAllocator receive() {
    return new AdaptiveRecvByteBufAllocator(1024, 4096, 64 * 1024);
  }

  /** When a side that is not read from stops the other side: 128 KiB. */
  public static final WriteBufferWaterMark WRITE = new WriteBufferWaterMark(32 * 1024, 128 * 1024);

  /** What a client may send ahead of its turn before it is no longer read from. */
  static final int MAX_AHEAD = 64 * 1024;

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
