package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.StateFolder;
import dev.cofferdam.engine.client.EngineAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which engine, and where the state is: what every session command asks. */
final class EngineOption {
  @Option(
      names = "--engine",
      paramLabel = "URL",
      description = {
        "The engine: unix:///path, tcp://host:port, or"
            + " tcp+tls://host:port?ca=FILE&cert=FILE&key=FILE.",
        "Default: DOCKER_HOST, else unix:///var/run/docker.sock."
      })
  private @Nullable String engine;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "The state folder. Default: $XDG_STATE_HOME/cofferdam, for root /var/lib/cofferdam.")
  private @Nullable Path state;

  EngineAddress address() {
    try {
      return engine == null
          ? EngineAddress.fromEnvironment(System.getenv())
          : EngineAddress.parse(engine);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--engine: " + e.getMessage());
    }
  }

  Path state() {
    return state == null ? StateFolder.of(System.getenv()) : state.toAbsolutePath();
  }
}
