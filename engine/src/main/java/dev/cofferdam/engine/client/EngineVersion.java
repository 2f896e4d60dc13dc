package dev.cofferdam.engine.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What {@code /version} says.
 *
 * @param version of the engine, such as {@code 26.1.5}
 * @param apiVersion the newest API version
 * @param minApiVersion the oldest API version it still answers
 * @param os {@code linux} or {@code windows}
 * @param arch as Go names it: {@code amd64}, {@code arm64}
 * @param kernel the host's kernel release
 * @param components the version of each part by its name: {@code Engine}, {@code containerd},
 *     {@code runc}, …; Podman names itself here
 */
public record EngineVersion(
    String version,
    String apiVersion,
    String minApiVersion,
    String os,
    String arch,
    String kernel,
    Map<String, String> components) {

  /** Copies, keeping the order. */
  public EngineVersion {
    components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
  }

  static EngineVersion of(JsonNode v) {
    return new EngineVersion(
        Json.text(v.path("Version")),
        Json.text(v.path("ApiVersion")),
        Json.text(v.path("MinAPIVersion")),
        Json.text(v.path("Os")),
        Json.text(v.path("Arch")),
        Json.text(v.path("KernelVersion")),
        components(v.path("Components")));
  }

  private static Map<String, String> components(JsonNode list) {
    Map<String, String> components = new LinkedHashMap<>();
    list.valueStream()
        .forEach(c -> components.put(Json.text(c.path("Name")), Json.text(c.path("Version"))));
    return components;
  }
}
