package dev.cofferdam.engine.client;

import dev.cofferdam.engine.body.Body;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is read out of containers: the output of programs, the files. Errors are those of {@link
 * EngineLookups}. Safe for any number of threads.
 */
public final class EngineReadings {
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
}
