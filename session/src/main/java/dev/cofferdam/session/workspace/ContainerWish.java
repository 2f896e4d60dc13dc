package dev.cofferdam.session.workspace;

import dev.cofferdam.session.plan.SessionPlan;
import dev.cofferdam.session.terminal.LocalStreams.Size;
import java.util.List;
import java.util.Map;

/**
 * What a workspace's container is created from. No secret is in it: an engine shows all of it to
 * whoever may inspect.
 *
 * @param plan what the session is made of
 * @param image the image's reference
 * @param init how orphans are reaped
 * @param command what runs in it
 * @param environment variables beside Cofferdam's own
 * @param secrets files below {@code /run/secrets}: name to file on the host
 * @param home files of the agent's home, by name, for where it has none of that name
 * @param limits what it may use
 * @param terminal the size of the terminal it has, or null for separate standard streams
 */
public record ContainerWish(
    SessionPlan plan,
    String image,
    Init init,
    List<String> command,
    Map<String, String> environment,
    Map<String, String> secrets,
    Map<String, byte[]> home,
    Limits limits,
    @org.jspecify.annotations.Nullable Size terminal) {

  /** How a container's orphans are reaped. */
  public enum Init {
    /** By the image's own init. */
    IMAGE,
    /** The engine puts its own before the command; some engines have none and fail at the start. */
    ENGINE
  }

  public ContainerWish {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    secrets = Map.copyOf(secrets);
    home = Map.copyOf(home);
  }
}
