package dev.cofferdam.gate.testing;

import dev.cofferdam.engine.client.EngineAddress;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server on a Unix socket whose answers a test writes byte by byte. It answers what the gate
 * itself asks it about its version; every other request waits for {@link #expect}, unless {@link
 * #answering} says how to answer it.
 */
public final class ScriptedEngine implements AutoCloseable {
  /** Answers a request whose head has been read. */
  public interface Script {
    void answer(Exchange exchange) throws IOException;
  }

  /** One request. The next one on its connection is read after {@link #done}. */
  public static final class Exchange {
    private final String head;
    private final Wire wire;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();

    Exchange(String head, Wire wire) {
      this.head = head;
      this.wire = wire;
    }

    public String head() {
      return head;
    }

    /** The request line without the version of HTTP. */
    public String line() {
      return head.substring(0, head.indexOf(" HTTP/1."));
    }

    public Wire wire() {
      return wire;
    }

    /** A whole JSON answer, after which the connection waits for the next request. */
    public void json(int status, String body) throws IOException {
      wire.write(
          "HTTP/1.1 "
              + status
              + " Scripted\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      done();
    }

    public void done() {
      done.complete(true);
    }

    public void close() throws IOException {
      wire.close();
      done.complete(false);
    }
  }

  private final Path socket;
  private @Nullable ServerSocketChannel server;
  private final BlockingQueue<Exchange> waiting = new LinkedBlockingQueue<>();
  private final List<SocketChannel> connections = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger connected = new AtomicInteger();
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private volatile @Nullable Script script;
  private volatile String apiVersion = "1.41";

  private ScriptedEngine(Path socket) {
    this.socket = socket;
  }

  public static ScriptedEngine start() throws IOException {
    ScriptedEngine engine =
        new ScriptedEngine(Files.createTempDirectory("engine").resolve("engine.sock"));
    engine.listen();
    return engine;
  }

  /** Listens again, after {@link #stop}. */
  public void listen() throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    opened.bind(UnixDomainSocketAddress.of(socket), 4096);
    server = opened;
    Thread.startVirtualThread(() -> {
      try {
        while (true) {
          SocketChannel accepted = opened.accept();
          connections.add(accepted);
          connected.incrementAndGet();
          Thread.startVirtualThread(() -> serve(new Wire(accepted)));
        }
      } catch (IOException _) {
        // stopped
      }
    });
  }

  private void serve(Wire wire) {
    try (wire) {
      boolean more = true;
      for (String head = wire.head(); more && !head.isEmpty(); head = more ? wire.head() : "") {
        Exchange exchange = new Exchange(head, wire);
        Script answers = script;
        if (exchange.line().endsWith("/version")) {
          exchange.json(
              200,
              "{\"Version\":\"20.10\",\"ApiVersion\":\""
                  + apiVersion
                  + "\",\"MinAPIVersion\":\"1.12\",\"Os\":\"linux\",\"Arch\":\"amd64\"}");
        } else if (exchange.line().equals("GET /_ping")) {
          wire.write(
              "HTTP/1.1 200 OK\r\nApi-Version: " + apiVersion + "\r\nContent-Length: 2\r\n\r\nOK");
          exchange.done();
        } else {
          lines.add(exchange.line());
          if (answers == null) {
            waiting.add(exchange);
          } else {
            answers.answer(exchange);
            exchange.done.complete(true);
          }
        }
        more = exchange.done.get(60, TimeUnit.SECONDS);
      }
    } catch (IOException | InterruptedException | ExecutionException | TimeoutException _) {
      // the other side went away, or the test ended
    }
  }

  /** How to answer all requests from now on. */
  public ScriptedEngine answering(Script newScript) {
    script = newScript;
    return this;
  }

  /**
   * Answers with these JSON texts by request line without the API version, such as {@code GET
   * /containers/c/json}; with 404 to every other line. The map is read at each request, so that a
   * test may change it.
   */
  public ScriptedEngine knowing(Map<String, String> answers) {
    return answering(exchange -> {
      String answer = answers.get(exchange.line().replaceFirst(" /v1\\.[0-9]+/", " /"));
      exchange.json(
          answer == null ? 404 : 200, answer == null ? "{\"message\":\"no such object\"}" : answer);
    });
  }

  /** The API version that the engine says it has. */
  public void apiVersion(String version) {
    apiVersion = version;
  }

  /** The next request, whose line must end like this. */
  public Exchange expect(String lineEnd) throws InterruptedException {
    Exchange next = waiting.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request came, expected " + lineEnd);
    }
    if (!next.line().endsWith(lineEnd)) {
      throw new AssertionError("expected " + lineEnd + " but there came " + next.line());
    }
    return next;
  }

  /** The lines of all requests but those for the version. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /** How many connections were ever made. */
  public int connections() {
    return connected.get();
  }

  public EngineAddress address() {
    return EngineAddress.parse("unix://" + socket);
  }

  /** Closes the socket and all connections. */
  public void stop() throws IOException {
    if (server != null) {
      server.close();
    }
    synchronized (connections) {
      for (SocketChannel connection : connections) {
        connection.close();
      }
      connections.clear();
    }
    Files.deleteIfExists(socket);
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
