package dev.cofferdam.session.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * The API's answer on its way to the client: each part is written and flushed as it arrives, and
 * the next one is asked for when the client's socket has taken it.
 */
final class ReplyBody implements BodySubscriber<Integer> {
  private final ChannelHandlerContext client;
  private final ResponseInfo info;
  private final CallRecord record;
  private final Runnable whole;
  private final CompletableFuture<Integer> done = new CompletableFuture<>();
  private volatile Flow.Subscription next = NOTHING;

  /**
   * @param whole runs on the client's event loop before the answer's last byte is written, after
   *     which the client may call again
   */
  ReplyBody(ChannelHandlerContext client, ResponseInfo info, CallRecord record, Runnable whole) {
    this.client = client;
    this.info = info;
    this.record = record;
    this.whole = whole;
  }

  @Override
  public CompletionStage<Integer> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    client.channel().closeFuture().addListener(_ -> subscription.cancel());
    HttpResponse head =
        new DefaultHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(info.statusCode()));
    Headers.response(info.headers(), head.headers());
    // Lengths of what is compressed, chunked or an answer to HEAD are not worth telling apart.
    head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    client
        .writeAndFlush(head)
        .addListener(written -> {
          if (written.isSuccess()) {
            next = subscription;
            subscription.request(1);
          } else {
            subscription.cancel();
          }
        });
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    ByteBuf bytes = Unpooled.wrappedBuffer(parts.toArray(ByteBuffer[]::new));
    long length = bytes.readableBytes();
    client
        .writeAndFlush(new DefaultHttpContent(bytes))
        .addListener(written -> {
          record.received(length);
          if (written.isSuccess()) {
            next.request(1);
          } else {
            next.cancel();
          }
        });
  }

  @Override
  public void onError(Throwable failure) {
    done.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    client
        .executor()
        .execute(() -> {
          whole.run();
          client.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
          done.complete(info.statusCode());
        });
  }

  private static final Flow.Subscription NOTHING =
      new Flow.Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
      };
}
