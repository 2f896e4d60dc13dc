package dev.cofferdam.watch.archive.opensearch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.OpenSearchGenericClient;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.opensearch.generic.Response;
import org.opensearch.client.transport.OpenSearchTransport;
import org.opensearch.client.transport.httpclient5.ResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of a cluster's API. What may pass is tried again, after a little longer each time; what
 * fails for good is told without the content of exchanges and without credentials.
 */
final class Cluster implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final int TRIES = 4;
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);

  private final String url;
  private final OpenSearchTransport transport;
  private final OpenSearchGenericClient client;

  private Cluster(String url, OpenSearchTransport transport) {
    this.url = url;
    this.transport = transport;
    this.client = new OpenSearchGenericClient(transport);
  }

  static Cluster open(OpenSearchSettings settings) throws IOException {
    return new Cluster(settings.url().toString(), Connection.to(settings));
  }

  /** An answer of the API. */
  record Answer(int status, JsonNode json) {
    boolean worked() {
      return status >= 200 && status < 300;
    }
  }

  /**
   * Calls with a JSON body, or none when it is empty; 404 is an answer, other failures are told.
   */
  Answer call(String method, String path, Object body) throws IOException {
    String json =
        body instanceof Map<?, ?> map && map.isEmpty() ? "" : MAPPER.writeValueAsString(body);
    return call(method, path, json, "application/json");
  }

  /** Calls with lines of JSON. */
  Answer lines(String path, String body) throws IOException {
    return call("POST", path, body, "application/x-ndjson");
  }

  private Answer call(String method, String path, String body, String type) throws IOException {
    Duration wait = FIRST_WAIT;
    for (int attempt = 1; ; attempt++) {
      try {
        Answer answer = once(method, path, body, type);
        if (answer.worked() || answer.status() == 404) {
          return answer;
        }
        if (!PASSING.contains(answer.status()) || attempt == TRIES) {
          throw new RefusedException(refusal(answer));
        }
      } catch (RefusedException e) {
        throw e;
      } catch (IOException e) {
        if (caused(e, SSLException.class).isPresent()) {
          throw new IOException(
              "OpenSearch at "
                  + url
                  + " is not trusted, or speaks no TLS: "
                  + reason(e)
                  + ". OPENSEARCH_CA_FILE names the certificates to trust",
              e);
        }
        if (attempt == TRIES) {
          throw new IOException(
              "OpenSearch at "
                  + url
                  + " cannot be reached: "
                  + reason(e)
                  + ". Is it running, and is the address right?",
              e);
        }
      }
      pause(wait);
      wait = wait.multipliedBy(2);
    }
  }

  private Answer once(String method, String path, String body, String type) throws IOException {
    int question = path.indexOf('?');
    Map<String, String> query = question < 0 ? Map.of() : query(path.substring(question + 1));
    Requests.JsonBodyBuilder request =
        Requests.builder()
            .method(method)
            .endpoint(question < 0 ? path : path.substring(0, question))
            .query(query);
    if (!body.isEmpty()) {
      request.body(Body.from(body.getBytes(StandardCharsets.UTF_8), type));
    }
    try (Response response = client.execute(request.build())) {
      byte[] bytes = response.getBody().map(Body::bodyAsBytes).orElse(new byte[0]);
      return new Answer(response.getStatus(), json(bytes));
    } catch (IOException e) {
      // Some refusals, 401 and 403 among them, come as failures. Their text may tell too much.
      return caused(e, ResponseException.class)
          .map(refused -> new Answer(refused.status(), json(new byte[0])))
          .orElseThrow(() -> e);
    }
  }

  private static <T> Optional<T> caused(Throwable failure, Class<T> type) {
    int depth = 0;
    for (Throwable e = failure; e != null && depth < 20; e = e.getCause(), depth++) {
      if (type.isInstance(e)) {
        return Optional.of(type.cast(e));
      }
    }
    return Optional.empty();
  }

  private static JsonNode json(byte[] bytes) {
    try {
      return bytes.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      // A gateway in between answers with a page of its own.
      return MAPPER.createObjectNode();
    }
  }

  private String refusal(Answer answer) {
    String reason = answer.json().path("error").path("type").asString("");
    String hint =
        switch (answer.status()) {
          case 401 -> "; user, password or token is wrong";
          case 403 -> "; the user may not do this: it needs to create and write the indices";
          case 413 -> "; what was sent is larger than it takes";
          case 429 -> "; it is overloaded, and is tried again later";
          default -> "";
        };
    return "OpenSearch at "
        + url
        + " answers "
        + answer.status()
        + (reason.isEmpty() ? "" : " (" + reason + ")")
        + hint;
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new java.util.LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int sign = pair.indexOf('=');
      query.put(pair.substring(0, sign), pair.substring(sign + 1));
    }
    return query;
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private static void pause(Duration wait) throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for OpenSearch", e);
    }
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }
}
