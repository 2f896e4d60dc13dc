package dev.cofferdam.gate.grpc;

import dev.cofferdam.gate.http.HeadReader;
import dev.cofferdam.gate.http.HttpException;
import dev.cofferdam.gate.http.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks the engine to turn a connection into HTTP/2, then makes room for it. */
final class Upgrade extends ByteToMessageDecoder {
  private static final int MAX_HEAD = 16 * 1024;

  private final String target;
  private final CompletableFuture<Channel> upgraded;

  Upgrade(String target, CompletableFuture<Channel> upgraded) {
    this.target = target;
    this.upgraded = upgraded;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    String head =
        "POST "
            + target
            + " HTTP/1.1\r\nHost: api.moby.localhost\r\nUser-Agent: cofferdam\r\n"
            + "Content-Length: 0\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";
    ctx.writeAndFlush(Unpooled.copiedBuffer(head, StandardCharsets.US_ASCII));
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out)
      throws HttpException, IOException {
    int end = HeadReader.end(in, in.readerIndex());
    if (end < 0) {
      if (in.readableBytes() > MAX_HEAD) {
        throw new IOException("the engine's answer to the upgrade is too long");
      }
      return;
    }
    ResponseHead head = HeadReader.response(in, end, false);
    if (head.status() != 101) {
      throw new IOException("the engine answered the upgrade with " + head.status());
    }
    EngineGrpc.speak(ctx.channel());
    // Removing this handler passes on what the engine has said already.
    ctx.pipeline().remove(this);
    upgraded.complete(ctx.channel());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    upgraded.completeExceptionally(new IOException("the engine closed the connection"));
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    upgraded.completeExceptionally(cause.getCause() == null ? cause : cause.getCause());
    ctx.close();
  }
}
