package dev.cofferdam.engine.client;

import java.util.List;
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
 * @param components {@code Engine}, {@code containerd}, …; Podman names itself here
 */
public record EngineVersion(
    String version,
    String apiVersion,
    String minApiVersion,
    String os,
    String arch,
    String kernel,
    List<String> components) {

  static EngineVersion of(JsonNode v) {
    return new EngineVersion(
        Json.text(v.path("Version")),
        Json.text(v.path("ApiVersion")),
        Json.text(v.path("MinAPIVersion")),
        Json.text(v.path("Os")),
        Json.text(v.path("Arch")),
        Json.text(v.path("KernelVersion")),
        v.path("Components").valueStream().map(c -> Json.text(c.path("Name"))).toList());
  }
}
