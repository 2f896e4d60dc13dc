package dev.cofferdam.session.relay;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call in progress, between a client's connection and the API. */
final class Call {
  private final ChannelHandlerContext client;
  private final Route route;
  private final CallRecord record;
  private final RequestBody body;
  private volatile @Nullable CompletableFuture<?> exchange;
  private volatile int status;
  private volatile String host = "";

  Call(ChannelHandlerContext client, Route route, CallRecord record) {
    this.client = client;
    this.route = route;
    this.record = record;
    this.body =
        new RequestBody(
            () -> client.executor().execute(() -> client.channel().config().setAutoRead(true)));
  }

  Route route() {
    return route;
  }

  CallRecord record() {
    return record;
  }

  /** Whether the client has the head of the API's answer, so that no other answer can be given. */
  boolean isAnswered() {
    return status != 0;
  }

  /** The status that the client got; 0 when none yet. */
  int status() {
    return status;
  }

  /** Whom the call goes to. */
  String host() {
    return host;
  }

  /**
   * Sends the head up.
   *
   * @param whole runs on the event loop when the answer is whole, before its last byte is written
   * @return fails when the call does
   */
  CompletableFuture<?> send(
      Upstream upstream, HttpRequest request, Account account, Runnable whole) {
    URI target = route.at(account);
    host = target.getAuthority();
    var builder = java.net.http.HttpRequest.newBuilder(target);
    builder.method(request.method().name(), publisher(request));
    Headers.request(request.headers(), route.provider(), account.credential(), builder);
    CompletableFuture<HttpResponse<Integer>> sent =
        upstream
            .client(target)
            .sendAsync(
                builder.build(),
                info -> {
                  status = info.statusCode();
                  return new ReplyBody(client, info, record, whole);
                });
    exchange = sent;
    return sent;
  }

  private BodyPublisher publisher(HttpRequest request) {
    long length = HttpUtil.getContentLength(request, -1L);
    if (length > 0) {
      return BodyPublishers.fromPublisher(body, length);
    }
    return HttpUtil.isTransferEncodingChunked(request)
        ? BodyPublishers.fromPublisher(body)
        : BodyPublishers.noBody();
  }

  /** Takes a part of the body; whether no more should come for now. */
  boolean add(byte[] part) {
    record.sent(part);
    body.add(ByteBuffer.wrap(part));
    return body.isFull();
  }

  /** The body is whole. */
  void complete() {
    body.complete();
  }

  /** Ends the call upstream. */
  void cancel() {
    body.fail(new IOException("the client is gone"));
    CompletableFuture<?> sent = exchange;
    if (sent != null) {
      sent.cancel(true);
    }
  }
}
