package dev.cofferdam.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stand-in on loopback for the APIs that Codex (OpenAI's responses) and Gemini CLI talk to. It
 * asks for one shell command, and answers with a text when it has seen what that printed. Safe for
 * any thread.
 */
public final class StubAssistant implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final String command;

  private StubAssistant(HttpServer server, String command) {
    this.server = server;
    this.command = command;
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /**
   * Starts on a free port of loopback.
   *
   * @param command what the agent is asked to run in its shell
   */
  public static StubAssistant start(String command) throws IOException {
    return new StubAssistant(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64), command);
  }

  /** For {@code GOOGLE_GEMINI_BASE_URL}, and with {@code /v1} for {@code OPENAI_BASE_URL}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** All calls to the model until now, oldest first. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /**
   * One call.
   *
   * @param headers by lower-case name, the first value of each
   */
  public record Request(String path, Map<String, String> headers, JsonNode body) {
    /** The results of the agent's tools in it, as they are. */
    public String results() {
      StringBuilder results = new StringBuilder();
      for (JsonNode item : body.path("input")) {
        if (item.path("type").asString("").endsWith("_call_output")) {
          results.append(item.path("output"));
        }
      }
      for (JsonNode content : body.path("contents")) {
        for (JsonNode part : content.path("parts")) {
          results.append(part.path("functionResponse").path("response"));
        }
      }
      return results.toString();
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] bytes = exchange.getRequestBody().readAllBytes();
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.sendResponseHeaders(404, -1); // lists of models, and WebSockets
        return;
      }
      Map<String, String> headers = new ConcurrentHashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, all) -> headers.put(name.toLowerCase(Locale.ROOT), all.getFirst()));
      Request request = new Request(path, headers, JSON.readTree(bytes));
      requests.add(request);
      boolean told = !request.results().isEmpty();
      if (path.endsWith("/responses")) {
        send(exchange, "text/event-stream", responses(request, told));
      } else if (path.endsWith(":streamGenerateContent")) {
        send(exchange, "text/event-stream", "data: " + gemini(turn(told)) + "\r\n\r\n");
      } else {
        // What Gemini CLI asks beside: which model suits, and who speaks next; in JSON.
        send(
            exchange,
            "application/json",
            gemini(
                Map.of(
                    "text",
                    "{\"complexity_reasoning\":\"short\",\"complexity_score\":1,"
                        + "\"reasoning\":\"done\",\"next_speaker\":\"user\"}")));
      }
    }
  }

  private String responses(Request request, boolean told) {
    Map<String, Object> item =
        told
            ? Map.of(
                "type",
                "message",
                "role",
                "assistant",
                "id",
                "msg_2",
                "content",
                List.of(Map.of("type", "output_text", "text", "all done")))
            : toolCall(request.body().toString());
    Map<String, Object> usage = Map.of("input_tokens", 1, "output_tokens", 1, "total_tokens", 2);
    return event(Map.of("type", "response.created", "response", Map.of("id", "r")))
        + event(Map.of("type", "response.output_item.done", "item", item))
        + event(
            Map.of("type", "response.completed", "response", Map.of("id", "r", "usage", usage)));
  }

  /** Its models are told to script their tools, or to call one. */
  private Map<String, Object> toolCall(String body) {
    if (body.contains("tools.exec_command")) {
      String script =
          "text(await tools.exec_command("
              + JSON.writeValueAsString(Map.of("cmd", command, "yield_time_ms", 25_000))
              + "))";
      return Map.of(
          "type",
          "custom_tool_call",
          "id",
          "ctc_1",
          "call_id",
          "c1",
          "name",
          "exec",
          "input",
          script,
          "namespace",
          "functions");
    }
    return Map.of(
        "type",
        "function_call",
        "id",
        "fc_1",
        "call_id",
        "c1",
        "name",
        "exec_command",
        "arguments",
        JSON.writeValueAsString(Map.of("cmd", command)));
  }

  private static String event(Map<String, Object> data) {
    return "event: " + data.get("type") + "\ndata: " + JSON.writeValueAsString(data) + "\n\n";
  }

  private Map<String, Object> turn(boolean told) {
    return told
        ? Map.of("text", "all done")
        : Map.of(
            "functionCall",
            Map.of("name", "run_shell_command", "args", Map.of("command", command)));
  }

  private static String gemini(Map<String, Object> part) {
    Map<String, Object> candidate =
        Map.of(
            "content",
            Map.of("role", "model", "parts", List.of(part)),
            "finishReason",
            "STOP",
            "index",
            0);
    return JSON.writeValueAsString(
        Map.of(
            "candidates",
            List.of(candidate),
            "usageMetadata",
            Map.of("promptTokenCount", 1, "candidatesTokenCount", 1, "totalTokenCount", 2)));
  }

  private static void send(HttpExchange exchange, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
