package dev.cofferdam.engine.client;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An image as {@code GET /images/json} shows it.
 *
 * @param id {@code sha256:…}
 * @param repoTags names with tags
 * @param repoDigests names with digests
 * @param labels of its configuration
 */
public record ImageSummary(
    String id, List<String> repoTags, List<String> repoDigests, Map<String, String> labels) {

  static ImageSummary of(JsonNode i) {
    return new ImageSummary(
        Json.text(i.path("Id")),
        Json.texts(i.path("RepoTags")),
        Json.texts(i.path("RepoDigests")),
        Json.labels(i.path("Labels")));
  }
}
