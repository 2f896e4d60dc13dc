package dev.cofferdam.engine.client;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.BodyWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What Cofferdam does with containers of its own: make, start, run a further program in, look into,
 * remove. Errors are those of {@link EngineLookups}. Safe for any number of threads.
 */
public final class EngineContainers {
  private static final int MAX_ANSWER = 8 * 1024 * 1024;

  private final EngineClient client;
  private final Duration within;

  EngineContainers(EngineClient client, Duration within) {
    this.client = client;
    this.within = within;
  }

  /**
   * A program that was started in a container, with its output as frames to the end. Closing it
   * early ends the connection; the program then dies of its next write.
   *
   * @param id of the exec, to ask for the exit code with once the output is over
   */
  public record Started(String id, Reply output) implements AutoCloseable {
    @Override
    public void close() {
      output.close();
    }
  }

  /**
   * Processes of a container as the host's {@code ps} shows them.
   *
   * @param titles the columns
   * @param rows one cell per column; the last one takes what is left of the line
   */
  public record Top(List<String> titles, List<List<String>> rows) {}

  /**
   * Makes a container and says its id.
   *
   * @param name empty: the engine makes one up
   * @param create a {@link dev.cofferdam.engine.body.ContainerCreate}
   */
  public String create(String name, Body create) throws IOException {
    String query = name.isEmpty() ? "" : Paths.query(Map.of("name", name));
    byte[] json = BodyWriter.write(create);
    return id(post("/containers/create" + query, new Request.Content.Whole(JSON, json)));
  }

  /** Starts it; one that runs already is left as it is. */
  public void start(String container) throws IOException {
    post("/containers/" + Paths.segment(container) + "/start", Request.Content.NONE);
  }

  /**
   * Feeds the standard input of a container that was made with one, and nothing else. Attach before
   * the start. With {@code StdinOnce} the container's input ends when this connection does, also
   * when the process that holds it is killed.
   */
  public Duplex attachInput(String container) throws IOException {
    return client.upgrade(
        Request.post(
            "/containers/" + Paths.segment(container) + "/attach?stream=1&stdin=1",
            Request.Content.NONE));
  }

  /**
   * Runs a program in a container that runs.
   *
   * @param exec an {@link dev.cofferdam.engine.body.ExecCreate} without a TTY
   * @param longest time for the whole output
   */
  public Started exec(String container, Body exec, Duration longest) throws IOException {
    byte[] json = BodyWriter.write(exec);
    String path = "/containers/" + Paths.segment(container) + "/exec";
    String id = id(post(path, new Request.Content.Whole(JSON, json)));
    Reply reply =
        client.send(
            Request.post(
                    "/exec/" + Paths.segment(id) + "/start",
                    Request.Content.json("{\"Detach\":false,\"Tty\":false}"))
                .within(longest));
    if (reply.status() != 200) {
      try (reply) {
        throw EngineClient.refusal(reply);
      }
    }
    return new Started(id, reply);
  }

  /** The processes of a running container; {@code arguments} go to the host's {@code ps}. */
  public Top top(String container, String arguments) throws IOException {
    String path = "/containers/" + Paths.segment(container) + "/top";
    JsonNode top = json(Request.get(path + Paths.query(Map.of("ps_args", arguments))));
    List<List<String>> rows = new ArrayList<>();
    top.path("Processes").forEach(row -> rows.add(Json.texts(row)));
    return new Top(Json.texts(top.path("Titles")), List.copyOf(rows));
  }

  /**
   * A file or folder of a container, running or not, as a tar stream; the caller closes it.
   *
   * @throws EngineException with status 404 when it is not there
   */
  public Reply archive(String container, String path, Duration longest) throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("path", path);
    Reply reply =
        client.send(
            Request.get("/containers/" + Paths.segment(container) + "/archive" + Paths.query(query))
                .within(longest));
    if (reply.status() != 200) {
      try (reply) {
        throw EngineClient.refusal(reply);
      }
    }
    return reply;
  }

  /** Kills and removes a container with its anonymous volumes; one that is gone is fine. */
  public void remove(String container) throws IOException {
    try {
      json(Request.delete("/containers/" + Paths.segment(container) + "?force=1&v=1"));
    } catch (AmbiguousNameException e) {
      throw e;
    } catch (EngineException e) {
      boolean going = e.status() == 409 && e.engineMessage().contains("already in progress");
      if (e.status() != 404 && !going) {
        throw e;
      }
    }
  }

  private static final String JSON = "application/json";

  private JsonNode post(String path, Request.Content body) throws IOException {
    return json(Request.post(path, body));
  }

  private JsonNode json(Request request) throws IOException {
    try (Reply reply = client.send(request.within(within))) {
      if (reply.status() >= 400) {
        throw EngineClient.refusal(reply);
      }
      byte[] answer = reply.readAll(MAX_ANSWER);
      return Json.parse(answer.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : answer);
    }
  }

  /** Podman says {@code ID} in places. */
  private static String id(JsonNode answer) throws IOException {
    String id = Json.text(answer.path(answer.has("Id") ? "Id" : "ID"));
    if (id.isEmpty()) {
      throw new IOException("the engine's answer names no id");
    }
    return id;
  }
}
