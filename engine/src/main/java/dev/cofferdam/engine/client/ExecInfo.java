package dev.cofferdam.engine.client;

import tools.jackson.databind.JsonNode;

/**
 * A process started with exec.
 *
 * @param id 64 hex digits
 * @param containerId where it runs
 * @param running whether it still does
 * @param exitCode meaningful once it ran
 */
public record ExecInfo(String id, String containerId, boolean running, long exitCode) {
  static ExecInfo of(JsonNode e) {
    return new ExecInfo(
        Json.text(e.path("ID")),
        Json.text(e.path("ContainerID")),
        Json.truth(e.path("Running")),
        Json.number(e.path("ExitCode")));
  }
}
