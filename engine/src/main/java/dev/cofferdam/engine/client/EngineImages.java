package dev.cofferdam.engine.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Makes images: builds, pulls and imports. Every method takes as long as it takes, reports each
 * line of progress, and throws {@link EngineException} when the engine refuses or the making fails.
 */
public final class EngineImages {
  private final EngineClient client;

  EngineImages(EngineClient client) {
    this.client = client;
  }

  /**
   * Builds an image with the classic builder, which every engine has.
   *
   * @param query what {@code POST /build} takes, such as {@code t} and {@code networkmode}
   * @param tar the build context
   */
  public void build(Map<String, String> query, byte[] tar, Consumer<String> progress)
      throws IOException {
    Request.Content context = new Request.Content.Whole("application/x-tar", tar);
    follow(Request.post("/build" + Paths.query(query), context), progress);
  }

  /** Pulls an image from its registry, without credentials. */
  public void pull(String name, String tag, Consumer<String> progress) throws IOException {
    Map<String, String> query = new java.util.TreeMap<>(Map.of("fromImage", name, "tag", tag));
    follow(Request.post("/images/create" + Paths.query(query), Request.Content.NONE), progress);
  }

  /** Makes an image of one layer out of a root file system. */
  public void importTar(String name, String tag, InputStream tar, Consumer<String> progress)
      throws IOException {
    Map<String, String> query =
        new java.util.TreeMap<>(Map.of("fromSrc", "-", "repo", name, "tag", tag));
    Request.Content content = new Request.Content.Streamed("application/x-tar", tar);
    follow(Request.post("/images/create" + Paths.query(query), content), progress);
  }

  private void follow(Request request, Consumer<String> progress) throws IOException {
    try (Reply reply = client.send(request)) {
      if (reply.status() < 200 || reply.status() > 299) {
        throw EngineClient.refusal(reply);
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          report(Json.parse(line.getBytes(StandardCharsets.UTF_8)), progress);
        }
      }
    }
  }

  private static void report(JsonNode message, Consumer<String> progress) throws IOException {
    String error = Json.text(message.path("error"));
    if (!error.isEmpty()) {
      throw new EngineException(500, error);
    }
    String stream = Json.text(message.path("stream"));
    String status = Json.text(message.path("status"));
    if (!stream.isBlank()) {
      stream.lines().filter(line -> !line.isBlank()).forEach(progress);
    } else if (!status.isEmpty() && message.path("progressDetail").isEmpty()) {
      progress.accept(status);
    }
  }
}
