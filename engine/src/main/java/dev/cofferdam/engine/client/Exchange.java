package dev.cofferdam.engine.client;

import dev.cofferdam.engine.catalogue.Method;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply on one connection. Whoever is first ends it: the reader at the end of
 * the body (the connection goes back to the pool), {@link #close} from any thread, or the deadline.
 */
final class Exchange implements AutoCloseable {
  /** A connection between exchanges. */
  record Connection(Wire wire, WireReader in) {
    Connection(Wire wire) {
      this(wire, new WireReader(wire));
    }
  }

  private static final int MAX_INTERIM = 8;

  private final Connection connection;
  private final Request request;
  private final Consumer<Connection> pool;
  private final AtomicBoolean over = new AtomicBoolean();
  private final Deadline deadline;
  private volatile @Nullable Upload upload;
  private boolean keepAlive;

  Exchange(Connection connection, Request request, Consumer<Connection> pool) {
    this.connection = connection;
    this.request = request;
    this.pool = pool;
    connection.in().restart();
    Wire wire = connection.wire();
    this.deadline =
        request.within().map(within -> Deadline.in(within, wire::close)).orElse(Deadline.NONE);
  }

  /** Sends the request and reads the head of the reply. */
  ReplyHead open(byte[] head) throws IOException {
    IOException unsent = null;
    try {
      send(head);
    } catch (IOException e) {
      unsent = e; // the engine may have refused, and closed, before it read everything
    }
    try {
      ReplyHead reply = ReplyHead.read(connection.in());
      for (int i = 0; reply.status() < 200 && reply.status() != 101; i++) {
        if (i == MAX_INTERIM) {
          throw new IOException("the engine sends interim replies without end");
        }
        reply = ReplyHead.read(connection.in());
      }
      keepAlive = unsent == null && !reply.closes();
      return reply;
    } catch (IOException e) {
      if (unsent != null) {
        e.addSuppressed(unsent);
      }
      throw failed(e);
    }
  }

  private void send(byte[] head) throws IOException {
    Wire wire = connection.wire();
    switch (request.body()) {
      case Request.Content.None _ -> wire.write(head, 0, head.length);
      case Request.Content.Whole whole -> {
        byte[] all = java.util.Arrays.copyOf(head, head.length + whole.bytes().length);
        System.arraycopy(whole.bytes(), 0, all, head.length, whole.bytes().length);
        wire.write(all, 0, all.length);
      }
      case Request.Content.Streamed streamed -> {
        wire.write(head, 0, head.length);
        upload = Upload.start(streamed.source(), wire);
      }
    }
  }

  /** Whether the connection died before it answered anything. */
  boolean untouched() {
    return !connection.in().touched() && !deadline.missed();
  }

  InputStream body(ReplyHead head) throws IOException {
    try {
      return new BodyStream(this, connection.in(), head.framing(request.method() == Method.HEAD));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Hands the connection over to a hijacked stream: nothing here closes it any more. */
  Connection detach() throws IOException {
    if (!deadline.met() || !over.compareAndSet(false, true)) {
      throw failed(new IOException("too late"));
    }
    return connection;
  }

  /** The body has been read. */
  void complete(boolean reusable) {
    boolean inTime = deadline.met();
    Upload sending = upload;
    boolean sent = sending == null || sending.done();
    if (over.compareAndSet(false, true)) {
      if (reusable && keepAlive && inTime && sent && !connection.in().hasLeftovers()) {
        pool.accept(connection);
      } else {
        connection.wire().close();
      }
    }
  }

  /**
   * Ends the exchange and says why it failed: lateness and a failed upload come before the rest.
   */
  IOException failed(IOException e) {
    close();
    if (deadline.missed()) {
      long millis = request.within().map(Duration::toMillis).orElse(0L);
      SocketTimeoutException late =
          new SocketTimeoutException(
              "the engine did not answer "
                  + request.method()
                  + " "
                  + request.path()
                  + " within "
                  + millis
                  + " ms");
      late.initCause(e);
      return late;
    }
    Upload sending = upload;
    IOException source = sending == null ? null : sending.sourceFailure();
    if (source != null) {
      return new IOException("the body of the request could not be read", source);
    }
    if (e instanceof EOFException || !untouched()) {
      return e;
    }
    return new IOException("the connection to the engine broke before it answered", e);
  }

  @Override
  public void close() {
    deadline.met();
    if (over.compareAndSet(false, true)) {
      connection.wire().close();
    }
  }
}
