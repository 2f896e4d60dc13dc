package dev.cofferdam.gate.escape;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The engine as it is, asked over its own socket. */
record EngineView(Wire wire) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The answer to a GET; missing when the status is not 200. */
  JsonNode get(String path) throws IOException {
    return parse(wire.send(bytes(RawRequest.message("GET", path), new byte[0]), 1, PATIENCE), 200);
  }

  /** The list at this path under this one filter. */
  JsonNode list(String path, String filter, String value) throws IOException {
    String json = "{\"" + filter + "\":[\"" + value + "\"]}";
    return get(
        path
            + (path.contains("?") ? "&" : "?")
            + "filters="
            + URLEncoder.encode(json, StandardCharsets.UTF_8));
  }

  void delete(String path) throws IOException {
    wire.send(bytes(RawRequest.message("DELETE", path), new byte[0]), 1, PATIENCE);
  }

  /** A POST that must work. */
  JsonNode post(String path, String json) throws IOException {
    byte[] body = RawRequest.quoted(json).getBytes(StandardCharsets.UTF_8);
    return must(path, body, json.isEmpty() ? "text/plain" : "application/json");
  }

  /** A POST of this content that must work. */
  JsonNode must(String path, byte[] body, String type) throws IOException {
    String head =
        RawRequest.message("POST", path, "Content-Type: " + type, "Content-Length: " + body.length);
    Wire.Reply reply = wire.send(bytes(head, body), 1, PATIENCE);
    if (reply.status() / 100 != 2) {
      throw new IOException("the engine refused the suite's own " + path + ": " + reply.text());
    }
    return parse(reply, reply.status());
  }

  static JsonNode parse(Wire.Reply reply, int status) {
    if (reply.status() != status) {
      return MissingNode.getInstance();
    }
    try {
      return MAPPER.readTree(Wire.unchunked(reply));
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }

  private static byte[] bytes(String head, byte[] body) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }
}
