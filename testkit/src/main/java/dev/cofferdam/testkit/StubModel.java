package dev.cofferdam.testkit;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stand-in for the messages API that Claude Code talks to, on loopback: answers prompts as the
 * test says, as server-sent events or as one JSON document, whichever is asked for. Safe for any
 * thread.
 *
 * <p>Which reply is due follows from the request alone (how often the model has spoken since the
 * prompt), so a request that is sent again gets the same answer again.
 */
public final class StubModel implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, List<Reply>> script = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final JsonMapper json = JsonMapper.builder().build();

  private StubModel(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** Starts on a free port of loopback. */
  public static StubModel start() throws IOException {
    return new StubModel(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64));
  }

  /** For {@code ANTHROPIC_BASE_URL}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * What the model answers to a prompt, one reply after each round of tools; after the last it
   * answers {@code "done"}. A prompt that nobody announced is answered with {@code "ok"}.
   *
   * @param prompt as typed, without blanks at its ends
   */
  public StubModel on(String prompt, Reply... replies) {
    script.put(prompt.strip(), List.of(replies));
    return this;
  }

  /** All that was asked until now, oldest first. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /**
   * One request.
   *
   * @param headers by lower-case name, the first value of each
   */
  public record Request(String path, Map<String, String> headers, JsonNode body) {
    /** The contents of all tool results in it, in order. */
    public List<String> toolResults() {
      return Conversation.toolResults(body);
    }

    /** The last prompt in it that a person typed, or empty. */
    public String prompt() {
      return Conversation.read(body).prompt();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] bytes = exchange.getRequestBody().readAllBytes();
      if (!exchange.getRequestMethod().equals("POST") || !path.startsWith("/v1/messages")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      JsonNode body = json.readTree(bytes);
      requests.add(new Request(path, firstValues(exchange.getRequestHeaders()), body));
      if (path.endsWith("/count_tokens")) {
        send(exchange, "application/json", "{\"input_tokens\":12}");
        return;
      }
      Conversation conversation = Conversation.read(body);
      Message message =
          new Message(
              "msg_stub" + Integer.toHexString(body.path("messages").toString().hashCode()),
              body.path("model").asString("stub"),
              reply(conversation));
      if (body.path("stream").asBoolean(false)) {
        send(exchange, "text/event-stream", message.events(json));
      } else {
        send(exchange, "application/json", message.whole(json));
      }
    }
  }

  private Reply reply(Conversation conversation) {
    List<Reply> replies = script.get(conversation.prompt());
    if (replies == null) {
      return Reply.text("ok");
    }
    return conversation.answers() < replies.size()
        ? replies.get(conversation.answers())
        : Reply.text("done");
  }

  private static void send(HttpExchange exchange, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("request-id", "req_stub");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static Map<String, String> firstValues(Headers headers) {
    Map<String, String> values = new ConcurrentHashMap<>();
    headers.forEach((name, all) -> values.put(name.toLowerCase(java.util.Locale.ROOT), all.get(0)));
    return values;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
