package dev.cofferdam.session.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection of an agent to the relay: call after call, each to the API and back. When the
 * client goes away the call upstream is ended at once, because an answer that nobody reads costs
 * money. Everything here runs on the connection's event loop, and nothing blocks it.
 */
final class RelayConnection extends SimpleChannelInboundHandler<HttpObject> {
  /** The largest request that the providers' APIs themselves take is 32 MB. */
  private static final long MAX_BODY = 64L * 1024 * 1024;

  private final Upstream upstream;
  private @Nullable Call call;

  /** Whether the rest of a request is on its way that was answered already. */
  private boolean draining;

  private long bodyBytes;

  RelayConnection(Upstream upstream) {
    this.upstream = upstream;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (part instanceof HttpRequest request) {
      if (call != null || draining || request.decoderResult().isFailure()) {
        context.close(); // a second call before the first has ended, or what is no HTTP
        return;
      }
      bodyBytes = 0;
      draining = true;
      begin(context, request);
    }
    if (part instanceof HttpContent content) {
      body(context, content);
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    Route route = Route.of(request.uri());
    String method = request.method().name();
    CallRecord record = upstream.record(method, route);
    Optional<Account> account = upstream.accounts().of(route.provider());
    if (!route.provider().allows(method, route.path())) {
      answer(context, route, record, Refusals.notPassed(method, route));
    } else if (account.isEmpty()) {
      answer(context, route, record, Refusals.noAccount(route.provider()));
    } else if (HttpUtil.getContentLength(request, -1L) > MAX_BODY) {
      answer(context, route, record, Refusals.TOO_LARGE).addListener(ChannelFutureListener.CLOSE);
    } else {
      if (HttpUtil.is100ContinueExpected(request)) {
        context.writeAndFlush(
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
      }
      Call next = new Call(context, route, record);
      call = next;
      next.send(upstream, request, account.get(), () -> ended(context, next, null))
          .whenComplete((_, failure) -> {
            if (failure != null) {
              context.executor().execute(() -> ended(context, next, failure));
            }
          });
    }
  }

  private void body(ChannelHandlerContext context, HttpContent content) {
    ByteBuf bytes = content.content();
    bodyBytes += bytes.readableBytes();
    Call current = call;
    if (bodyBytes > MAX_BODY) {
      if (current != null) {
        call = null;
        current.cancel();
        answer(context, current.route(), current.record(), Refusals.TOO_LARGE)
            .addListener(ChannelFutureListener.CLOSE);
      } else {
        context.close();
      }
      return;
    }
    if (current != null && bytes.isReadable() && current.add(ByteBufUtil.getBytes(bytes))) {
      context.channel().config().setAutoRead(false);
    }
    if (content instanceof LastHttpContent) {
      draining = false;
      if (current != null) {
        current.complete();
      }
      // Reading goes on, so that a client that leaves is noticed.
      context.channel().config().setAutoRead(true);
    }
  }

  private void ended(ChannelHandlerContext context, Call of, @Nullable Throwable failure) {
    if (call != of) {
      return; // given up before
    }
    call = null;
    context.channel().config().setAutoRead(true);
    if (failure == null) {
      of.record().end(of.status(), null);
    } else if (of.isAnswered()) {
      of.record().end(of.status(), "the API broke off: " + Refusals.reason(failure));
      context.close();
    } else {
      answer(context, of.route(), of.record(), Refusals.unreachable(of.host(), failure));
    }
  }

  private static ChannelFuture answer(
      ChannelHandlerContext context, Route route, CallRecord record, ApiError error) {
    byte[] body = error.body(route.provider());
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(error.status()),
            Unpooled.wrappedBuffer(body));
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
    record.received(body.length);
    record.end(error.status(), error.message());
    return context.writeAndFlush(response);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    Call current = call;
    call = null;
    if (current != null) {
      current.cancel();
      current.record().end(current.status(), "the client went away");
    }
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
