package dev.cofferdam.gate.connection;

import dev.cofferdam.engine.catalogue.Stream;
import dev.cofferdam.gate.http.BodyDecoder;
import dev.cofferdam.gate.http.BodyLength;
import dev.cofferdam.gate.http.HeadReader;
import dev.cofferdam.gate.http.HttpException;
import dev.cofferdam.gate.http.ResponseHead;
import dev.cofferdam.policy.Verdict.Sequel;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Carries one request to the engine and its response back, byte for byte, or turns into a two-way
 * tunnel when the engine says so. Lives on one event loop.
 */
final class Relay {
  /**
   * What is kept of a response that the gate must read itself, such as the id of a new container.
   */
  private static final int MAX_CAPTURE = 64 * 1024;

  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CRLF = {'\r', '\n'};

  private final ClientConnection client;
  private final EnginePool pool;
  private final Passage passage;
  private final Outgoing request;
  private final Turnstile.@Nullable Permit permit;
  private final @Nullable StringBuilder captured;

  private @Nullable EngineConnection engine;
  private @Nullable ByteBuf unread;
  private @Nullable ResponseHead response;
  private @Nullable BodyDecoder responseBody;
  private boolean requestComplete;

  /** Whether the client has been given some of the answer, so that no other can be given. */
  private boolean answering;

  private boolean tunnel;
  private boolean engineEnded;
  private boolean clientEnded;
  private boolean finished;

  Relay(
      ClientConnection client,
      EnginePool pool,
      Passage passage,
      Outgoing request,
      Turnstile.@Nullable Permit permit) {
    this.permit = permit;
    this.client = client;
    this.pool = pool;
    this.passage = passage;
    this.request = request;
    this.requestComplete = !request.streamed();
    this.captured =
        request.forward().sequel() == Sequel.OWN_VOLUMES_OF_CONTAINER ? new StringBuilder() : null;
  }

  void start() {
    pool.connect(this, false);
  }

  Outgoing request() {
    return request;
  }

  boolean isTunnel() {
    return tunnel;
  }

  boolean isAnswering() {
    return answering;
  }

  boolean hasResponse() {
    return response != null;
  }

  // From the client

  /** Whether more of the request body can be taken now. */
  boolean takesBody() {
    return engine != null && engine.channel().isWritable();
  }

  /** Passes on a run of body bytes; takes over the buffer. */
  void requestBytes(ByteBuf bytes) {
    passage.bytesIn += bytes.readableBytes();
    if (engine == null || engineEnded || !bytes.isReadable()) {
      // The engine has answered early and hung up; what it said is on its way to the client.
      bytes.release();
      return;
    }
    if (!request.chunked()) {
      engine.channel().write(bytes);
      return;
    }
    ByteBuf size = Buffers.ALLOCATOR.buffer(10);
    size.writeCharSequence(
        Integer.toHexString(bytes.readableBytes()) + "\r\n", StandardCharsets.US_ASCII);
    engine.channel().write(size);
    engine.channel().write(bytes);
    engine.channel().write(Buffers.ALLOCATOR.buffer(2).writeBytes(CRLF));
  }

  void flushRequest() {
    if (engine != null) {
      engine.channel().flush();
    }
  }

  /** The request body has ended, and so does the engine's. */
  void requestEnd() {
    requestComplete = true;
    if (engine != null && !engineEnded) {
      if (request.chunked()) {
        engine.channel().write(Buffers.ALLOCATOR.buffer(5).writeBytes(LAST_CHUNK));
      }
      engine.channel().flush();
      if (clientEnded) {
        engine.shutdownOutput();
      }
    }
    if (finished) {
      client.relayDone(false);
    }
  }

  /** Bytes of a tunnel; takes over the buffer. */
  void tunnelBytes(ByteBuf bytes) {
    passage.bytesIn += bytes.readableBytes();
    if (engine == null) {
      bytes.release();
      return;
    }
    // Also when the engine has ended its output: it may still be reading.
    engine.channel().writeAndFlush(bytes);
    if (!engine.channel().isWritable()) {
      client.pause();
    }
  }

  /**
   * The client will send nothing more, and its request has arrived whole. What of it has not gone
   * to the engine yet is followed by the end of output there.
   */
  void clientEnded() {
    if (clientEnded || finished) {
      return;
    }
    clientEnded = true;
    if (tunnel && engineEnded) {
      end(false);
    } else if (requestComplete && engine != null) {
      engine.shutdownOutput();
    }
  }

  /** Drops the request at the engine without a word to the client. */
  void abandon() {
    finished = true;
    if (engine != null) {
      EngineConnection dropped = engine;
      engine = null;
      drop(dropped);
    }
    releaseUnread();
  }

  /**
   * Nobody waits for the engine's answer any more. It may still carry out what it was asked to: a
   * call that counts against a total keeps its place until the engine has begun to answer.
   */
  private void drop(EngineConnection dropped) {
    if (permit == null || response != null) {
      dropped.release(false);
    } else {
      permit.outlive();
      dropped.linger(permit::answered);
    }
  }

  void clientWritabilityChanged(boolean writable) {
    if (engine != null) {
      engine.channel().config().setAutoRead(writable);
    }
  }

  // From the engine

  void engineReady(EngineConnection connection) {
    if (finished || client.isGone()) {
      connection.release(true);
      return;
    }
    engine = connection;
    passage.bytesIn += request.body() == null ? 0 : request.body().length;
    connection.channel().writeAndFlush(request.write());
    if (clientEnded && requestComplete) {
      connection.shutdownOutput();
    }
    client.engineReady();
  }

  void engineUnreachable(Throwable cause) {
    if (finished) {
      return;
    }
    finished = true;
    String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    passage.failed("engine unreachable: " + why);
    client.engineFailed(
        502,
        "cannot reach the Docker engine behind the gate: "
            + why
            + ". Check that it runs; the gate needs no restart");
  }

  /** Takes over the buffer. */
  void engineBytes(ByteBuf arrived) {
    if (finished) {
      arrived.release();
      return;
    }
    if (tunnel) {
      passage.bytesOut += arrived.readableBytes();
      client.write(arrived);
      return;
    }
    ByteBuf in = unread == null ? arrived : Buffers.join(unread, arrived);
    unread = null;
    int from = in.readerIndex();
    try {
      if (response == null) {
        from = readHead(in);
        if (from < 0) {
          unread = in;
          return;
        }
      }
      pass(in, from);
    } catch (HttpException e) {
      in.release();
      passage.failed("engine answered malformed HTTP: " + e.getMessage());
      fail(502, "the engine's answer was malformed: " + e.getMessage());
    }
  }

  /** Reads the response head; gives where it begins, or -1 while it is incomplete. */
  private int readHead(ByteBuf in) throws HttpException {
    while (true) {
      int from = in.readerIndex();
      int end = HeadReader.end(in, from);
      if (end < 0) {
        return -1;
      }
      ResponseHead head = HeadReader.response(in, end, request.isHead());
      if (head.status() >= 100 && head.status() < 200 && head.status() != 101) {
        continue; // an interim answer; the client was told to continue already
      }
      boolean opensTunnel =
          head.upgrades() && request.forward().call().operation().stream() == Stream.HIJACK;
      if (head.status() == 101 && !opensTunnel) {
        throw new HttpException(502, "an upgrade that nobody asked for");
      }
      response = head;
      passage.status(head.status());
      tunnel = opensTunnel;
      responseBody = new BodyDecoder(head.body());
      return from;
    }
  }

  /**
   * Passes on the response as far as it has arrived; takes over the buffer.
   *
   * @param from where what is to be passed on begins: before the reader index if the head is still
   *     part of it
   */
  private void pass(ByteBuf in, int from) throws HttpException {
    int bodyFrom = in.readerIndex();
    if (tunnel) {
      passage.bytesOut += in.readableBytes();
      answering = true;
      client.write(in.readerIndex(from));
      client.becomeTunnel();
      return;
    }
    BodyDecoder body = Objects.requireNonNull(responseBody);
    body.skip(in);
    answering = true;
    int end = in.readerIndex();
    int length = end - bodyFrom;
    passage.bytesOut += length;
    if (captured != null && captured.length() + length <= MAX_CAPTURE) {
      captured.append(in.toString(bodyFrom, length, StandardCharsets.UTF_8));
    }
    if (in.isReadable()) {
      // More than it announced: the connection cannot be trusted with another request.
      engineEnded = true;
      in.writerIndex(end);
    }
    in.readerIndex(from);
    if (body.done()) {
      complete(in);
    } else if (in.isReadable()) {
      client.write(in);
    } else {
      in.release();
    }
  }

  /**
   * The response is complete but for its last bytes, which wait until the gate has recorded the
   * sequel.
   */
  private void complete(ByteBuf last) {
    ResponseHead head = Objects.requireNonNull(response);
    boolean reusable = head.keepsAlive() && requestComplete && !engineEnded && !clientEnded;
    finished = true;
    EngineConnection used = Objects.requireNonNull(engine);
    engine = null;
    used.release(reusable && request.admitted().head().minorVersion() == 1);
    Sequel sequel = request.forward().sequel();
    if (sequel == Sequel.NOTHING || head.status() >= 400) {
      client.write(last);
      client.flush();
      client.relayDone(head.keepsAlive());
    } else {
      client.recordSequel(
          request.forward(),
          captured == null ? "" : captured.toString(),
          () -> {
            client.write(last);
            client.flush();
            client.relayDone(head.keepsAlive());
          },
          last::release);
    }
  }

  void engineReadComplete() {
    client.flush();
  }

  void engineWritabilityChanged() {
    if (engine != null && engine.channel().isWritable()) {
      client.resume();
    }
  }

  /**
   * The engine will send nothing more.
   *
   * @param gone whether it does not read any more either
   */
  void engineEnded(boolean gone) {
    if (finished || (engineEnded && !(gone && tunnel))) {
      return;
    }
    engineEnded = true;
    if (tunnel) {
      if (clientEnded || gone) {
        end(false);
      } else {
        client.shutdownOutput();
      }
      return;
    }
    if (response == null) {
      EngineConnection dead = engine;
      engine = null;
      releaseUnread();
      if (dead != null) {
        boolean stale = dead.wasUsed();
        dead.release(false);
        if (stale && request.canRepeat() && !clientEnded) {
          engineEnded = false;
          pool.connect(this, true);
          return;
        }
      }
      passage.failed("engine closed the connection without answering");
      fail(
          502,
          "the Docker engine closed the connection without answering; it may be restarting. Try again");
      return;
    }
    // A body that ends with the connection is complete now; any other was cut short.
    boolean wasUntilClose = response.body() instanceof BodyLength.UntilClose;
    if (!wasUntilClose) {
      passage.failed("engine closed the connection in the middle of its answer");
    }
    end(false);
  }

  /** Ends a tunnel, or a response that cannot be completed. */
  void end(boolean keepAlive) {
    finished = true;
    if (engine != null) {
      EngineConnection used = engine;
      engine = null;
      used.finish();
    }
    releaseUnread();
    client.flush();
    client.relayDone(keepAlive);
  }

  /** The engine took too long, or spoke nonsense. */
  void fail(int status, String message) {
    finished = true;
    if (engine != null) {
      EngineConnection used = engine;
      engine = null;
      used.release(false);
    }
    releaseUnread();
    if (!answering) {
      client.engineFailed(status, message);
    } else {
      client.relayDone(false);
    }
  }

  private void releaseUnread() {
    if (unread != null) {
      unread.release();
      unread = null;
    }
  }
}
