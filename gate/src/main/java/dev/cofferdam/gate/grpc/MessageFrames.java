package dev.cofferdam.gate.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts the bytes of one stream into gRPC messages: a flag, four bytes of length, the message. Used
 * on one event loop.
 */
final class MessageFrames {
  private static final int PREFIX = 5;

  private final int max;
  private byte[] pending = new byte[256];
  private int length;

  /**
   * @param max the longest message in bytes
   */
  MessageFrames(int max) {
    this.max = max;
  }

  /**
   * Takes bytes and gives the messages that are complete with them.
   *
   * @throws GrpcException when a message is compressed or too long
   */
  List<byte[]> feed(ByteBuf bytes) throws GrpcException {
    append(bytes);
    List<byte[]> messages = new ArrayList<>(1);
    int at = 0;
    while (length - at >= PREFIX) {
      int size = announced(at);
      if (length - at - PREFIX < size) {
        break;
      }
      messages.add(Arrays.copyOfRange(pending, at + PREFIX, at + PREFIX + size));
      at += PREFIX + size;
    }
    if (at > 0) {
      System.arraycopy(pending, at, pending, 0, length - at);
      length -= at;
    }
    return messages;
  }

  private void append(ByteBuf bytes) {
    int more = bytes.readableBytes();
    if (pending.length - length < more) {
      pending = Arrays.copyOf(pending, Math.max(pending.length * 2, length + more));
    }
    bytes.readBytes(pending, length, more);
    length += more;
  }

  /** The length of the message that begins here. */
  private int announced(int at) throws GrpcException {
    if (pending[at] != 0) {
      throw new GrpcException(
          GrpcStatus.of(GrpcStatus.UNIMPLEMENTED, "cofferdam: compressed messages are not read"));
    }
    int size =
        ((pending[at + 1] & 0xff) << 24)
            | ((pending[at + 2] & 0xff) << 16)
            | ((pending[at + 3] & 0xff) << 8)
            | (pending[at + 4] & 0xff);
    if (size < 0 || size > max) {
      throw new GrpcException(
          GrpcStatus.of(
              GrpcStatus.RESOURCE_EXHAUSTED,
              "cofferdam: a message is longer than " + max / 1024 / 1024 + " MiB"));
    }
    return size;
  }

  /** Whether the stream may end here. */
  boolean isEmpty() {
    return length == 0;
  }

  /** A message with its prefix. */
  static ByteBuf framed(ByteBufAllocator allocator, byte[] message) {
    return allocator
        .buffer(PREFIX + message.length)
        .writeByte(0)
        .writeInt(message.length)
        .writeBytes(message);
  }
}
