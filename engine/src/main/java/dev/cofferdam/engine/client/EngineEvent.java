package dev.cofferdam.engine.client;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Something that happened at the engine, as {@code GET /events} tells it.
 *
 * @param type {@code container}, {@code network}, …
 * @param action {@code start}, {@code die}, {@code create}, {@code prune}, …
 * @param id of the object; a network's or container's full id
 * @param attributes of a container its name, image and labels; of a network its name and type, and
 *     for {@code connect} and {@code disconnect} the container
 */
public record EngineEvent(String type, String action, String id, Map<String, String> attributes) {

  static EngineEvent of(JsonNode e) {
    JsonNode actor = e.path("Actor");
    return new EngineEvent(
        Json.text(e.path("Type")),
        Json.text(e.path("Action")),
        Json.text(actor.path("ID")),
        Json.labels(actor.path("Attributes")));
  }
}
