package dev.cofferdam.engine.client;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.BodyWriter;
import dev.cofferdam.engine.catalogue.Method;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What sessions do with an engine's containers. Every method throws {@link
 * EngineUnavailableException} when no engine answers and {@link EngineException} when it refuses,
 * unless it says otherwise. Safe for any number of threads.
 */
public final class EngineActions {
  private static final int MAX_ANSWER = 8 * 1024 * 1024;

  private final EngineClient client;
  private final Duration within;

  EngineActions(EngineClient client, Duration within) {
    this.client = client;
    this.within = within;
  }

  /**
   * Creates a container.
   *
   * @param name its name
   * @param body of the shape {@link dev.cofferdam.engine.body.ContainerCreate}
   * @return its id; an {@link EngineException} with status 409 says that the name is taken
   */
  public String createContainer(String name, Body body) throws IOException {
    String path = "/containers/create" + Paths.query(Map.of("name", name));
    return Json.text(json(Request.post(path, content(body))).path("Id"));
  }

  /** Starts a container; nothing happens when it runs already. */
  public void startContainer(String id) throws IOException {
    done(Request.post(container(id, "/start"), Request.Content.NONE));
  }

  /**
   * Asks a container to end and kills it when it does not.
   *
   * @param grace how long it is waited for, in whole seconds
   */
  public void stopContainer(String id, Duration grace) throws IOException {
    String query = Paths.query(Map.of("t", Long.toString(grace.toSeconds())));
    done(
        Request.post(container(id, "/stop") + query, Request.Content.NONE)
            .within(within.plus(grace)));
  }

  /** Sends a signal such as {@code KILL}; false when the container does not run. */
  public boolean signalContainer(String id, String signal) throws IOException {
    String path = container(id, "/kill") + Paths.query(Map.of("signal", signal));
    return happened(Request.post(path, Request.Content.NONE), 409);
  }

  /**
   * Removes a container, killing it if it runs, with its anonymous volumes; false when it is gone
   * or on its way.
   */
  public boolean removeContainer(String id) throws IOException {
    return happened(Request.delete(container(id, "") + "?force=1&v=1"), 409);
  }

  /**
   * Waits, for as long as it takes, until a container does not run.
   *
   * @return its exit code; empty when there is no such container
   */
  public Optional<Integer> awaitEnd(String id) throws IOException {
    try {
      Request request = Request.post(container(id, "/wait"), Request.Content.NONE);
      return Optional.of((int) Json.number(forever(request).path("StatusCode")));
    } catch (EngineException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Joins the streams of a container's main process.
   *
   * @param input whether what is written reaches its standard input
   * @param detachKeys keys that end the joining, as {@code ctrl-p,ctrl-q}
   */
  public Duplex attach(String id, boolean input, String detachKeys) throws IOException {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("stream", "1");
    query.put("stdin", input ? "1" : "0");
    query.put("stdout", "1");
    query.put("stderr", "1");
    query.put("detachKeys", detachKeys);
    return client.upgrade(
        Request.post(container(id, "/attach") + Paths.query(query), Request.Content.NONE));
  }

  /** Sets the size of a container's terminal, in characters. */
  public void resizeContainer(String id, int columns, int rows) throws IOException {
    done(Request.post(container(id, "/resize") + size(columns, rows), Request.Content.NONE));
  }

  /**
   * Prepares a process beside a container's main one.
   *
   * @param body of the shape {@link dev.cofferdam.engine.body.ExecCreate}
   * @return its id
   */
  public String createExec(String containerId, Body body) throws IOException {
    return Json.text(json(Request.post(container(containerId, "/exec"), content(body))).path("Id"));
  }

  /** Starts a prepared process and joins its streams. */
  public Duplex startExec(String execId, boolean terminal) throws IOException {
    String body = Json.write(Map.of("Detach", false, "Tty", terminal));
    return client.upgrade(Request.post(exec(execId, "/start"), Request.Content.json(body)));
  }

  /** Starts a prepared process that nobody listens to. */
  public void startExecDetached(String execId) throws IOException {
    String body = Json.write(Map.of("Detach", true, "Tty", false));
    done(Request.post(exec(execId, "/start"), Request.Content.json(body)));
  }

  /** Sets the size of a process's terminal, in characters. */
  public void resizeExec(String execId, int columns, int rows) throws IOException {
    done(Request.post(exec(execId, "/resize") + size(columns, rows), Request.Content.NONE));
  }

  /** A file or folder of a container, as a tar; empty when there is none. */
  public Optional<byte[]> readArchive(String id, String path) throws IOException {
    Request request = Request.get(container(id, "/archive") + Paths.query(Map.of("path", path)));
    try (Reply reply = client.send(request.within(within))) {
      if (reply.status() == 404) {
        return Optional.empty();
      }
      return Optional.of(succeeded(reply).readAll(MAX_ANSWER));
    }
  }

  /** Unpacks a tar into a folder of a container. */
  public void writeArchive(String id, String folder, byte[] tar) throws IOException {
    String path = container(id, "/archive") + Paths.query(Map.of("path", folder));
    Request.Content content = new Request.Content.Whole("application/x-tar", tar);
    done(new Request(Method.PUT, path, true, Map.of(), content, Optional.of(within)));
  }

  private static Request.Content content(Body body) {
    return new Request.Content.Whole("application/json", BodyWriter.write(body));
  }

  private static String container(String id, String rest) {
    return "/containers/" + Paths.segment(id) + rest;
  }

  private static String exec(String id, String rest) {
    return "/exec/" + Paths.segment(id) + rest;
  }

  private static String size(int columns, int rows) {
    return "?h=" + rows + "&w=" + columns;
  }

  private JsonNode json(Request request) throws IOException {
    return forever(request.within(within));
  }

  private JsonNode forever(Request request) throws IOException {
    try (Reply reply = client.send(request)) {
      return Json.parse(succeeded(reply).readAll(MAX_ANSWER));
    }
  }

  private void done(Request request) throws IOException {
    Request bounded = request.within().isPresent() ? request : request.within(within);
    try (Reply reply = client.send(bounded)) {
      if (reply.status() != 304) {
        succeeded(reply).readAll(MAX_ANSWER);
      }
    }
  }

  /** False when the thing is not there, or the engine answers with this status. */
  private boolean happened(Request request, int orStatus) throws IOException {
    try {
      done(request);
      return true;
    } catch (EngineException e) {
      if (e.status() == 404 || e.status() == orStatus) {
        return false;
      }
      throw e;
    }
  }

  private static Reply succeeded(Reply reply) throws IOException {
    if (reply.status() < 200 || reply.status() > 299) {
      throw EngineClient.refusal(reply);
    }
    return reply;
  }
}
