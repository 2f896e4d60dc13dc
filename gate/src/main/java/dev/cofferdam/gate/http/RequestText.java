package dev.cofferdam.gate.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Reads a request head that is there as a whole, as the gate reads one that arrives. */
public final class RequestText {
  private RequestText() {}

  /**
   * Reads a head.
   *
   * @param head the request line and the header fields with their line ends, and the empty line;
   *     characters above 255 become {@code ?}
   * @throws HttpException when the gate would not take it
   */
  public static RequestHead read(String head) throws HttpException {
    ByteBuf bytes = Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.ISO_8859_1));
    int end = HeadReader.end(bytes, 0);
    if (end != bytes.writerIndex()) {
      throw new HttpException(400, "this is not exactly one request head");
    }
    return HeadReader.request(bytes, end);
  }
}
