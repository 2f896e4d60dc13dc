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
 * @param published where its ports answer on the engine's host now; none unless it runs
 */
public record ContainerSummary(
    String id,
    List<String> names,
    String image,
    String imageId,
    String state,
    Map<String, String> labels,
    List<Published> published) {

  /**
   * A published port.
   *
   * @param ip the host's address, {@code 0.0.0.0} and {@code ::} for all of a kind
   * @param hostPort on the host
   * @param containerPort in the container
   * @param protocol {@code tcp}, {@code udp} or {@code sctp}
   */
  public record Published(String ip, int hostPort, int containerPort, String protocol) {}

  static ContainerSummary of(JsonNode c) {
    return new ContainerSummary(
        Json.text(c.path("Id")),
        Json.texts(c.path("Names")).stream()
            .map(n -> n.startsWith("/") ? n.substring(1) : n)
            .toList(),
        Json.text(c.path("Image")),
        Json.text(c.path("ImageID")),
        Json.text(c.path("State")),
        Json.labels(c.path("Labels")),
        c.path("Ports")
            .valueStream()
            .filter(port -> port.hasNonNull("PublicPort"))
            .map(ContainerSummary::published)
            .toList());
  }

  private static Published published(JsonNode port) {
    return new Published(
        Json.text(port.path("IP")),
        (int) Json.number(port.path("PublicPort")),
        (int) Json.number(port.path("PrivatePort")),
        Json.text(port.path("Type")));
  }
}
