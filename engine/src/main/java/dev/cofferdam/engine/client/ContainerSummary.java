package dev.cofferdam.engine.client;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A line of {@code GET /containers/json}.
 *
 * @param id 64 hex digits
 * @param names without the leading slash; legacy links add some
 * @param image as it was named at create
 * @param imageId {@code sha256:…}
 * @param state {@code created}, {@code running}, {@code paused}, {@code exited}, …
 * @param labels its own and its image's
 */
public record ContainerSummary(
    String id,
    List<String> names,
    String image,
    String imageId,
    String state,
    Map<String, String> labels) {

  static ContainerSummary of(JsonNode c) {
    return new ContainerSummary(
        Json.text(c.path("Id")),
        Json.texts(c.path("Names")).stream()
            .map(n -> n.startsWith("/") ? n.substring(1) : n)
            .toList(),
        Json.text(c.path("Image")),
        Json.text(c.path("ImageID")),
        Json.text(c.path("State")),
        Json.labels(c.path("Labels")));
  }
}
