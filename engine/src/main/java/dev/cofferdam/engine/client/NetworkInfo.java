package dev.cofferdam.engine.client;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A network as {@code GET /networks/{ref}} shows it.
 *
 * @param id 64 hex digits
 * @param name not always unique on engines before 25
 * @param driver {@code bridge}, {@code host}, {@code none}, {@code macvlan}, …
 * @param internal whether nothing outside is reachable from it
 * @param labels given at create
 * @param containers ids of the running containers on it
 */
public record NetworkInfo(
    String id,
    String name,
    String driver,
    boolean internal,
    Map<String, String> labels,
    List<String> containers) {

  static NetworkInfo of(JsonNode n) {
    return new NetworkInfo(
        Json.text(n.path("Id")),
        Json.text(n.path("Name")),
        Json.text(n.path("Driver")),
        Json.truth(n.path("Internal")),
        Json.labels(n.path("Labels")),
        Json.keys(n.path("Containers")));
  }
}
