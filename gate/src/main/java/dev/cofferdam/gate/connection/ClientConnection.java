package dev.cofferdam.gate.connection;

import dev.cofferdam.gate.buildkit.Caller;
import dev.cofferdam.gate.http.Answers;
import dev.cofferdam.gate.http.BodyDecoder;
import dev.cofferdam.gate.http.BodyLength;
import dev.cofferdam.gate.http.HeadReader;
import dev.cofferdam.gate.http.HttpException;
import dev.cofferdam.gate.http.RequestHead;
import dev.cofferdam.gate.transport.HalfClose;
import dev.cofferdam.journal.Peer;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Verdict;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: reads requests one after the other and has each of them served by a
 * {@link Turn}. Lives on one event loop.
 *
 * <pre>
 *   HEAD ──head read──▶ BODY ──body complete──▶ ANSWER ──answered──▶ HEAD
 *     │                   │                       │
 *     │                   └──refused──▶ DRAIN ────┼─────────────────▶ CLOSED
 *     │                                 TUNNEL ◀──┘
 *     └──malformed, too slow, gone──────────────────────────────────▶ CLOSED
 * </pre>
 */
public final class ClientConnection extends ChannelInboundHandlerAdapter {
  private enum Stage {
    /** Waiting for a request, or in the middle of its head. */
    HEAD,
    /** Reading the body of a request. */
    BODY,
    /** The request is complete; its answer is not. */
    ANSWER,
    /** A two-way stream. */
    TUNNEL,
    /** HTTP/2, read by handlers behind this one. */
    GRPC,
    /**
     * Answered; what the client still sends is thrown away for a moment, so that it can read the
     * answer.
     */
    DRAIN,
    CLOSED
  }

  private static final byte[] UPGRADED =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Services services;
  private final Access access;
  private final LoopState loop;
  private final @Nullable Peer peer;
  private final Channel channel;

  private Stage stage = Stage.HEAD;
  private int stageSince;
  private ByteBuf inbox = Unpooled.EMPTY_BUFFER;

  /** How many of the unread bytes are known not to end a head. */
  private int scanned;

  private @Nullable Turn turn;
  private @Nullable BodyDecoder body;
  private @Nullable RequestHead head;
  private boolean continued;
  private boolean advancing;
  private boolean inputEnded;

  /** Whether everything has left that this side had to say. */
  private boolean outputEnded;

  private boolean draining;

  /** Whether the answer to the present request has begun; a 100 Continue is none. */
  private boolean answerBegun;

  private boolean partialHead;

  /** Whether this connection counts among those that hold what they cannot pass on. */
  private boolean heavy;

  private @Nullable ChannelHandlerContext context;
  private @Nullable AutoCloseable conversation;

  public ClientConnection(
      Services services, Access access, LoopState loop, @Nullable Peer peer, Channel channel) {
    this.services = services;
    this.access = access;
    this.loop = loop;
    this.peer = peer;
    this.channel = channel;
  }

  Services services() {
    return services;
  }

  Access access() {
    return access;
  }

  LoopState loop() {
    return loop;
  }

  Channel channel() {
    return channel;
  }

  // Netty's side

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel.config().setRecvByteBufAllocator(loop.reads());
    context = ctx;
    stageSince = loop.seconds();
    loop.add(this, ctx.channel());
    services.metrics().connectionOpened();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    loop.remove(this);
    services.metrics().connectionClosed();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (stage == Stage.GRPC) {
      ctx.fireChannelRead(message);
      return;
    }
    ByteBuf arrived = (ByteBuf) message;
    inbox = Buffers.join(inbox, arrived);
    advance();
    if (!inbox.isReadable()) {
      // Most connections are idle most of the time, and an empty buffer is as big as a full one.
      dropInbox();
    }
    weigh();
  }

  /** Counts in or out among the connections that hold what they cannot pass on. */
  private void weigh() {
    boolean now =
        stage != Stage.CLOSED && (inbox.readableBytes() > Buffers.HEAVY || !channel.isWritable());
    if (now != heavy) {
      heavy = now;
      loop.becameHeavy(now);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (turn != null) {
      turn.clientReadComplete();
    }
    ctx.fireChannelReadComplete();
    flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.fireChannelWritabilityChanged();
    if (!channel.isWritable()) {
      channel.flush(); // most often the socket takes it, and nobody need be stopped
    }
    if (turn != null) {
      turn.clientWritabilityChanged(channel.isWritable());
    }
    weigh();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
      inputEnded();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    close();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    Buffers.logUnlessPeer(cause);
    close();
  }

  private void inputEnded() {
    if (inputEnded) {
      return;
    }
    inputEnded = true;
    switch (stage) {
      case HEAD, DRAIN -> closeAfterFlush();
      case BODY -> {
        if (body != null && body.mayEndIn(inbox)) {
          advance();
        } else {
          close();
        }
      }
      case ANSWER, TUNNEL -> tellEnd();
      case GRPC -> close();
      case CLOSED -> {}
    }
  }

  /** Whether the client has said everything and all of it has been read. */
  boolean inputOver() {
    return inputEnded && !inbox.isReadable();
  }

  /** Not before the last of several requests: the earlier ones still want their answers. */
  private void tellEnd() {
    if (turn != null && inputOver()) {
      turn.clientEnded();
    }
  }

  // The stages

  void advance() {
    if (advancing) {
      return;
    }
    advancing = true;
    try {
      boolean more = true;
      while (more) {
        more =
            switch (stage) {
              case HEAD -> readHead();
              case BODY -> readBody();
              case ANSWER -> {
                if (inbox.readableBytes() > Buffers.MAX_AHEAD) {
                  pause();
                }
                yield false;
              }
              case TUNNEL -> {
                passTunnelBytes();
                yield false;
              }
              case GRPC -> false;
              case DRAIN, CLOSED -> {
                dropInbox();
                yield false;
              }
            };
      }
    } catch (HttpException e) {
      malformed(e);
    } finally {
      advancing = false;
    }
  }

  private boolean readHead() throws HttpException {
    int end = HeadReader.end(inbox, inbox.readerIndex() + scanned);
    if (end < 0) {
      scanned = inbox.readableBytes();
      if (inbox.isReadable() && !partialHead) {
        partialHead = true;
        stageSince = loop.seconds();
      }
      if (inputEnded) {
        closeAfterFlush();
      } else if (scanned > Buffers.HEAVY && loop.crowded()) {
        throw new HttpException(
            431,
            "too many clients hold memory at present for a head of more than "
                + Buffers.HEAVY / 1024
                + " KiB");
      }
      return false;
    }
    partialHead = false;
    if (draining) {
      close();
      return false;
    }
    RequestHead read = HeadReader.request(inbox, end);
    scanned = 0;
    head = read;
    body = new BodyDecoder(read.body());
    continued = false;
    enter(Stage.BODY);
    Turn begun = new Turn(this, new Passage(access.principal().name(), peer), read);
    turn = begun;
    begun.begin();
    return stage == Stage.BODY || stage == Stage.HEAD;
  }

  private boolean readBody() throws HttpException {
    Turn current = turn;
    BodyDecoder decoder = body;
    if (current == null || decoder == null) {
      return false;
    }
    while (current == turn && stage == Stage.BODY && current.takesBody()) {
      if (decoder.done()) {
        enter(Stage.ANSWER);
        current.bodyEnded();
        if (current == turn) {
          tellEnd();
        }
        return stage == Stage.HEAD;
      }
      ByteBuf bytes = decoder.next(inbox);
      if (bytes == null) {
        if (decoder.done()) {
          continue;
        }
        if (inputEnded) {
          close();
        }
        return false;
      }
      current.bodyBytes(bytes);
    }
    if (stage == Stage.BODY && inbox.readableBytes() > Buffers.MAX_AHEAD) {
      pause();
    }
    return stage == Stage.HEAD;
  }

  private void passTunnelBytes() {
    if (inbox.isReadable() && turn != null) {
      ByteBuf bytes = inbox;
      inbox = Unpooled.EMPTY_BUFFER;
      turn.tunnelBytes(bytes);
      stageSince = loop.seconds();
    }
  }

  private void enter(Stage next) {
    stage = next;
    stageSince = loop.seconds();
  }

  private void malformed(HttpException e) {
    Turn current = turn;
    turn = null;
    Passage passage =
        current == null ? new Passage(access.principal().name(), peer) : current.passage();
    passage.refused(new Finding("http.malformed", e.status(), e.getMessage(), ""));
    passage.status(e.status());
    if (current == null) {
      passage.end(services.journal(), false);
    } else {
      current.clientGone();
      current.ended();
    }
    services.metrics().refused("http.malformed");
    if (!answerBegun) {
      write(
          Answers.error(
              Buffers.ALLOCATOR, e.status(), "cofferdam: " + e.getMessage(), true, false));
    }
    startDraining();
  }

  // What a turn asks of its connection

  /** Tells a client that waits for it to send the body. */
  void sendContinue() {
    if (!continued && head != null && head.expectsContinue() && body != null && !body.done()) {
      continued = true;
      channel.writeAndFlush(Buffers.ALLOCATOR.buffer(CONTINUE.length).writeBytes(CONTINUE));
    }
  }

  boolean isReadingBody() {
    return stage == Stage.BODY;
  }

  boolean isGone() {
    return stage == Stage.CLOSED;
  }

  boolean hasBody() {
    return head != null && !(head.body() instanceof BodyLength.None);
  }

  void write(ByteBuf bytes) {
    if (stage == Stage.CLOSED) {
      bytes.release();
      return;
    }
    answerBegun = true;
    channel.write(bytes, channel.voidPromise());
  }

  void flush() {
    channel.flush();
  }

  void pause() {
    channel.config().setAutoRead(false);
  }

  /** Reads on, first of all what has been waiting here. */
  void resume() {
    channel.config().setAutoRead(true);
    advance();
    if (turn != null) {
      turn.clientReadComplete();
    }
  }

  /** The engine can take the request body now, should there be one still to come. */
  void engineReady() {
    if (stage == Stage.BODY) {
      sendContinue();
    }
    resume();
  }

  void becomeTunnel() {
    enter(Stage.TUNNEL);
    if (turn != null) {
      turn.becameTunnel();
    }
    channel.config().setAutoRead(true);
    advance();
    tellEnd();
  }

  /** Ends HTTP/1 on this connection; what follows is gRPC, served by the gate itself. */
  void speakGrpc() {
    ChannelHandlerContext ctx = Objects.requireNonNull(context);
    ByteBuf answer = Buffers.ALLOCATOR.buffer(UPGRADED.length).writeBytes(UPGRADED);
    channel.writeAndFlush(answer, channel.voidPromise());
    enter(Stage.GRPC);
    if (turn != null) {
      turn.passage().status(101);
      turn.becameTunnel();
    }
    conversation =
        services
            .buildKit()
            .serve(
                channel.pipeline(),
                new Caller(access.principal(), access.policy(), peer),
                loop.pool()::dial);
    channel.config().setAutoRead(true);
    ByteBuf ahead = inbox;
    inbox = Unpooled.EMPTY_BUFFER;
    if (ahead.isReadable()) {
      ctx.fireChannelRead(ahead);
    } else {
      ahead.release();
    }
    ctx.fireChannelReadComplete();
  }

  /** Ends our side of a tunnel, once everything written has left. */
  void shutdownOutput() {
    HalfClose.output(channel, this::outputHasEnded);
  }

  /** The client has been handed everything; only from now on is it waited for. */
  private void outputHasEnded() {
    outputEnded = true;
    stageSince = loop.seconds();
  }

  /** Answers with an error of the gate. */
  void answerError(int status, String message) {
    boolean bodyRead = body == null || body.done();
    boolean keep = bodyRead && canKeepAlive();
    boolean toHead = head != null && head.method().equals("HEAD");
    write(Answers.error(Buffers.ALLOCATOR, status, message, !keep, toHead));
    flush();
    turnDone(keep);
  }

  /** The turn is over; the next request may come, or the connection ends. */
  void turnDone(boolean keepAlive) {
    Turn done = turn;
    turn = null;
    if (done != null) {
      done.ended();
    }
    if (stage == Stage.CLOSED) {
      return;
    }
    boolean bodyRead = body == null || body.done();
    head = null;
    body = null;
    answerBegun = false;
    if (keepAlive && bodyRead && mayGoOn()) {
      enter(Stage.HEAD);
      loop.becameIdle(this);
      partialHead = false;
      scanned = 0;
      channel.config().setAutoRead(true);
      advance();
    } else {
      startDraining();
    }
  }

  boolean canKeepAlive() {
    return head != null && head.keepsAlive() && mayGoOn();
  }

  private boolean mayGoOn() {
    return !draining && !inputOver();
  }

  /**
   * Closes in a way that lets the client read the answer: end of output first, then a short wait.
   */
  private void startDraining() {
    flush();
    dropInbox();
    if (inputEnded) {
      closeAfterFlush();
      return;
    }
    enter(Stage.DRAIN);
    channel.config().setAutoRead(true);
    HalfClose.output(channel, this::outputHasEnded);
  }

  private void closeAfterFlush() {
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> close());
  }

  private void dropInbox() {
    inbox.release();
    inbox = Unpooled.EMPTY_BUFFER;
    scanned = 0;
  }

  // The loop's side

  /** Whether the connection has no request in progress. */
  boolean isIdle() {
    return stage == Stage.HEAD || stage == Stage.DRAIN;
  }

  void tick(int now) {
    int age = now - stageSince;
    switch (stage) {
      case HEAD -> {
        if (partialHead && age > services.timeouts().head()) {
          malformed(new HttpException(408, "the request head did not arrive in time"));
        }
      }
      case BODY, ANSWER -> {
        if (turn != null) {
          turn.tick(age);
        }
      }
      case TUNNEL -> {
        if (outputEnded && age > services.timeouts().halfOpen()) {
          close();
        }
      }
      case DRAIN -> {
        if (outputEnded && age > services.timeouts().drain()) {
          close();
        }
      }
      case GRPC, CLOSED -> {}
    }
  }

  /** No further request is taken; a connection without one ends now, unless it still has to say. */
  void drain() {
    draining = true;
    if (stage == Stage.HEAD) {
      closeAfterFlush();
    }
  }

  void close() {
    if (stage == Stage.CLOSED) {
      return;
    }
    stage = Stage.CLOSED;
    dropInbox();
    Turn open = turn;
    turn = null;
    if (open != null) {
      open.clientGone();
      open.ended();
    }
    AutoCloseable talk = conversation;
    conversation = null;
    if (talk != null) {
      services.tasks().execute(() -> end(talk));
    }
    weigh();
    channel.close();
  }

  private static void end(AutoCloseable talk) {
    try {
      talk.close();
    } catch (Exception e) {
      Buffers.logUnlessPeer(e);
    }
  }

  /** Runs a blocking task on a virtual thread and hands its result back to the event loop. */
  <T> void offLoop(Callable<T> task, Consumer<T> then, Consumer<Exception> failed) {
    services
        .tasks()
        .execute(() -> {
          Runnable next;
          try {
            T result = task.call();
            next = () -> then.accept(result);
          } catch (Exception e) {
            next = () -> failed.accept(e);
          } catch (Error e) {
            back(() -> failed.accept(new IllegalStateException("a task failed", e)));
            throw e;
          }
          back(next);
        });
  }

  private void back(Runnable next) {
    try {
      channel.eventLoop().execute(next);
    } catch (RejectedExecutionException _) {
      // The gate has stopped; nobody waits for this any more.
    }
  }

  /**
   * For the sequel of a relay: {@code then} when the client is still there, {@code gone} otherwise.
   */
  void recordSequel(Verdict.Forward forward, String response, Runnable then, Runnable gone) {
    if (turn == null) {
      gone.run();
    } else {
      turn.recordSequel(forward, response, () -> (isGone() ? gone : then).run());
    }
  }

  void relayDone(boolean engineKeepsAlive) {
    if (turn != null) {
      turnDone(engineKeepsAlive && canKeepAlive());
    }
  }

  void engineFailed(int status, String message) {
    services.engine().forgetTraits();
    services.metrics().engineFailed();
    if (turn != null) {
      turn.passage().status(status);
      answerError(status, "cofferdam: " + message);
    }
  }
}
