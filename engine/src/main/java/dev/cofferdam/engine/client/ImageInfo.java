package dev.cofferdam.engine.client;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An image as {@code GET /images/{ref}/json} shows it.
 *
 * @param id {@code sha256:…}
 * @param repoTags names with tags
 * @param repoDigests names with digests
 * @param labels of its configuration
 * @param onBuild triggers that run in builds from it
 * @param volumes paths that become anonymous volumes
 * @param user who runs in it; empty for root
 * @param env {@code NAME=value}; a build from it starts with these
 * @param bytes its size, layers that it shares with others included
 */
public record ImageInfo(
    String id,
    List<String> repoTags,
    List<String> repoDigests,
    Map<String, String> labels,
    List<String> onBuild,
    List<String> volumes,
    String user,
    List<String> env,
    long bytes) {

  static ImageInfo of(JsonNode i) {
    JsonNode config = i.path("Config");
    return new ImageInfo(
        Json.text(i.path("Id")),
        Json.texts(i.path("RepoTags")),
        Json.texts(i.path("RepoDigests")),
        Json.labels(config.path("Labels")),
        Json.texts(config.path("OnBuild")),
        Json.keys(config.path("Volumes")),
        Json.text(config.path("User")),
        Json.texts(config.path("Env")),
        Json.number(i.path("Size")));
  }
}
