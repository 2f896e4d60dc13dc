package dev.cofferdam.engine.client;

import dev.cofferdam.engine.body.Body;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What is read out of containers: the output of programs, the processes, the files. Errors are
 * those of {@link EngineLookups}. Safe for any number of threads.
 */
public final class EngineReadings {
  private static final int MAX_ANSWER = 8 * 1024 * 1024;

  private final EngineClient client;
  private final Duration within;

  EngineReadings(EngineClient client, Duration within) {
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
   * Runs a program in a container that runs.
   *
   * @param exec an {@link dev.cofferdam.engine.body.ExecCreate} without a TTY
   * @param longest time for the whole output
   */
  public Started exec(String container, Body exec, Duration longest) throws IOException {
    String id = client.actions(within).createExec(container, exec);
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

  private JsonNode json(Request request) throws IOException {
    try (Reply reply = client.send(request.within(within))) {
      if (reply.status() >= 400) {
        throw EngineClient.refusal(reply);
      }
      return Json.parse(reply.readAll(MAX_ANSWER));
    }
  }
}
