package dev.cofferdam.policy.preset;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.Preset;
import java.util.Locale;

/** What is said about an operation that a preset does not have. */
final class Refusals {
  private Refusals() {}

  static Finding of(Settings settings, Operation operation) {
    // docker inspect looks for a plugin last: only a 404 lets it say that there is no such object.
    int status = operation == Operation.PLUGIN_INSPECT ? 404 : 403;
    return new Finding(
        Rules.of(operation).id(),
        status,
        operation.id() + " is not allowed here",
        hint(settings.preset(), operation));
  }

  private static String hint(Preset preset, Operation operation) {
    if (preset != Preset.DEVELOP) {
      return "the policy " + preset.name().toLowerCase(Locale.ROOT) + " does not have it";
    }
    return switch (operation) {
      case BUILD_CANCEL -> "stop the build by closing its connection: interrupt the client";
      case CONTAINER_COPY -> "use docker cp, which calls another operation";
      default ->
          switch (operation.family()) {
            case SESSION, BUILDKIT ->
                "use the classic builder: set DOCKER_BUILDKIT=0, with docker compose too";
            case SWARM, NODE, SERVICE, TASK, SECRET, CONFIG ->
                "there is no swarm here; use docker compose or single containers";
            case PLUGIN -> "plugins run as root on the host; use what the engine has";
            case CHECKPOINT -> "checkpoints are paths of the host; use docker commit";
            default -> "it is about the host, not about what you own";
          };
    };
  }

  /** The words of Docker's own daemon. */
  static Finding tooOld(ApiVersion requested, ApiVersion floor) {
    return new Finding(
        Rules.API_FLOOR.id(),
        400,
        "client version "
            + requested
            + " is too old. Minimum supported API version is "
            + floor
            + ", please upgrade your client to a newer version",
        "");
  }
}
