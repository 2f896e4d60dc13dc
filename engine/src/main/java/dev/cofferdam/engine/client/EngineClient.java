package dev.cofferdam.engine.client;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Method;
import dev.cofferdam.engine.client.Exchange.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A blocking client of one engine. Safe for any number of threads; meant for virtual ones. Keeps at
 * most four idle connections. The first versioned request asks the engine for its API version; each
 * reply that shows another one (the engine was replaced), and each connection found dead, changes
 * or forgets it. Redirects are not followed.
 */
public final class EngineClient implements AutoCloseable {
  /** The newest API version whose answers are understood here; Docker 28.3. */
  public static final ApiVersion NEWEST = new ApiVersion(51);

  static final Request PING = Request.get("/_ping").unversioned();

  private static final int MAX_IDLE = 4;
  private static final int MAX_MESSAGE = 64 * 1024;

  private final EngineAddress address;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final AtomicInteger idleCount = new AtomicInteger();
  private volatile @Nullable ApiVersion negotiated;
  private volatile boolean closed;

  /** Connects only when something is sent. */
  public EngineClient(EngineAddress address) {
    this.address = address;
  }

  /** Where requests go. */
  public EngineAddress address() {
    return address;
  }

  /**
   * The typed lookups over this client, each of which takes at most this long.
   *
   * @param within long enough for a busy engine; ten seconds is usual
   */
  public EngineLookups lookups(Duration within) {
    return new EngineLookups(this, within);
  }

  /**
   * What sessions do with containers over this client.
   *
   * @param within how long each call may take that does not wait by its nature
   */
  public EngineActions actions(Duration within) {
    return new EngineActions(this, within);
  }

  /** The making of images over this client. */
  public EngineImages images() {
    return new EngineImages(this);
  }

  /** What a principal left behind, and its removal; each call takes at most this long. */
  public EngineLeftovers leftovers(Duration within) {
    return new EngineLeftovers(this, within);
  }

  /**
   * Networks and who is on them, over this client.
   *
   * @param within how long each call may take
   */
  public EngineNetworks networks(Duration within) {
    return new EngineNetworks(this, within);
  }

  /**
   * The engine's events from now on.
   *
   * @param filters Docker's filters for events, such as {@code type} and {@code event}
   */
  public EventStream events(Map<String, List<String>> filters) throws IOException {
    return EventStream.open(this, filters);
  }

  /**
   * What is read out of containers over this client.
   *
   * @param within how long each call but a program's output may take
   */
  public EngineReadings readings(Duration within) {
    return new EngineReadings(this, within);
  }

  /**
   * The API version that requests are sent with: the engine's own, at most {@link #NEWEST}.
   *
   * @throws IOException when the engine does not answer or names no version
   */
  public ApiVersion apiVersion() throws IOException {
    ApiVersion known = negotiated;
    if (known != null) {
      return known;
    }
    try (Reply reply = send(PING.within(Duration.ofSeconds(10)))) {
      reply.readAll(MAX_MESSAGE);
      ApiVersion said = negotiated;
      if (said == null) {
        throw new IOException(
            "what answers at " + address + " names no API version; is it a Docker engine?");
      }
      return said;
    }
  }

  /**
   * Sends a request and returns when the head of the reply is there; interim replies are skipped. A
   * GET or HEAD on a reused connection that dies before it answered is sent once more; anything
   * else goes out on a fresh connection and at most once.
   *
   * @throws EngineUnavailableException when no connection could be made
   * @throws java.net.SocketTimeoutException when the request's time is over
   * @throws IOException when the connection breaks or the reply is no HTTP
   */
  public Reply send(Request request) throws IOException {
    byte[] head = head(request, null);
    if (request.method() == Method.GET || request.method() == Method.HEAD) {
      Connection reused = takeIdle();
      if (reused != null) {
        Exchange exchange = new Exchange(reused, request, this::keep);
        try {
          return reply(exchange, exchange.open(head));
        } catch (IOException e) {
          if (!exchange.untouched() || Thread.currentThread().isInterrupted()) {
            throw e;
          }
          // The engine was restarted: the other idle connections are as dead as this one.
          forget();
          head = head(request, null);
        }
      }
    }
    Exchange exchange = new Exchange(connect(), request, this::keep);
    return reply(exchange, exchange.open(head));
  }

  /**
   * Sends a request that turns its connection into a raw stream, asking for the protocol {@code
   * tcp}. Returns after {@code 101}, or {@code 200} without framing as old engines say it; write
   * nothing before, because the engine throws away what comes with the head.
   *
   * @throws EngineException when the engine refuses
   */
  public Duplex upgrade(Request request) throws IOException {
    byte[] head = head(request, "tcp");
    Exchange exchange = new Exchange(connect(), request, this::keep);
    ReplyHead reply = exchange.open(head);
    learn(reply);
    boolean raw =
        reply.status() == 101
            || (reply.status() == 200
                && reply.framing(false) instanceof ReplyHead.Framing.UntilClose);
    if (raw) {
      return new Duplex(reply, exchange.detach());
    }
    try (Reply refusal = new Reply(reply, exchange.body(reply))) {
      throw refusal(refusal);
    }
  }

  /** What a reply with an error status says, as an exception; reads its body. */
  static EngineException refusal(Reply reply) throws IOException {
    String text = new String(reply.readAll(MAX_MESSAGE), StandardCharsets.UTF_8).strip();
    String message = Json.message(text);
    String lower = message.toLowerCase(java.util.Locale.ROOT);
    return lower.contains("multiple ids found") || lower.contains("ambiguous")
        ? new AmbiguousNameException(reply.status(), message)
        : new EngineException(reply.status(), message);
  }

  private Reply reply(Exchange exchange, ReplyHead head) throws IOException {
    if (head.status() == 101) {
      throw exchange.failed(new IOException("the engine upgraded a connection nobody asked it to"));
    }
    learn(head);
    return new Reply(head, exchange.body(head));
  }

  private void learn(ReplyHead head) {
    ApiVersion said = head.header("Api-Version").map(ApiVersion::parse).orElse(null);
    if (said != null) {
      negotiated = said.atLeast(NEWEST) ? NEWEST : said;
    }
  }

  private byte[] head(Request request, @Nullable String upgrade) throws IOException {
    StringBuilder head = new StringBuilder(256);
    head.append(request.method()).append(' ');
    if (request.versioned()) {
      head.append("/v").append(apiVersion());
    }
    head.append(request.path()).append(" HTTP/1.1\r\nHost: ").append(host());
    head.append("\r\nUser-Agent: cofferdam\r\n");
    request.headers().forEach((k, v) -> head.append(k).append(": ").append(v).append("\r\n"));
    switch (request.body()) {
      case Request.Content.None _ -> {
        if (request.method() != Method.GET && request.method() != Method.HEAD) {
          head.append("Content-Length: 0\r\n");
        }
      }
      case Request.Content.Whole whole -> {
        head.append("Content-Type: ").append(whole.type()).append("\r\n");
        head.append("Content-Length: ").append(whole.bytes().length).append("\r\n");
      }
      case Request.Content.Streamed streamed -> {
        head.append("Content-Type: ").append(streamed.type()).append("\r\n");
        head.append("Transfer-Encoding: chunked\r\n");
      }
    }
    if (upgrade != null) {
      head.append("Connection: Upgrade\r\nUpgrade: ").append(upgrade).append("\r\n");
    }
    return WireReader.bytes(head.append("\r\n").toString());
  }

  private String host() {
    return switch (address) {
      case EngineAddress.Unix _ -> "docker";
      case EngineAddress.Tcp _, EngineAddress.Tls _ -> {
        String text = address.toString();
        yield text.substring(text.indexOf("://") + 3);
      }
    };
  }

  private Connection connect() throws IOException {
    if (closed) {
      throw new IOException("this client is closed");
    }
    try {
      return new Connection(Wire.open(address));
    } catch (EngineUnavailableException e) {
      forget();
      throw e;
    }
  }

  private @Nullable Connection takeIdle() {
    Connection connection = idle.pollFirst();
    if (connection != null) {
      idleCount.decrementAndGet();
    }
    return connection;
  }

  private void keep(Connection connection) {
    if (idleCount.incrementAndGet() > MAX_IDLE || closed) {
      idleCount.decrementAndGet();
      connection.wire().close();
      return;
    }
    idle.addFirst(connection);
    if (closed) {
      forget();
    }
  }

  private void forget() {
    negotiated = null;
    for (Connection c = takeIdle(); c != null; c = takeIdle()) {
      c.wire().close();
    }
  }

  /** Closes the idle connections; replies in use are closed by whoever reads them. */
  @Override
  public void close() {
    closed = true;
    forget();
  }
}
