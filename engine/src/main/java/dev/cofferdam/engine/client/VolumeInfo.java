package dev.cofferdam.engine.client;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A volume as {@code GET /volumes/{name}} shows it.
 *
 * @param name its only id
 * @param driver {@code local} unless a plugin made it
 * @param mountpoint on the engine's host
 * @param labels given at create
 * @param options of the driver; with {@code local} these can make it a bind mount
 */
public record VolumeInfo(
    String name,
    String driver,
    String mountpoint,
    Map<String, String> labels,
    Map<String, String> options) {

  static VolumeInfo of(JsonNode v) {
    return new VolumeInfo(
        Json.text(v.path("Name")),
        Json.text(v.path("Driver")),
        Json.text(v.path("Mountpoint")),
        Json.labels(v.path("Labels")),
        Json.labels(v.path("Options")));
  }
}
