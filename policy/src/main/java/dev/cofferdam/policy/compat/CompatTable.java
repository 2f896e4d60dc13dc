package dev.cofferdam.policy.compat;

import dev.cofferdam.engine.catalogue.Operation;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which variables concern which operation, in both images. */
final class CompatTable {
  /** Each opens the paths that begin with its name in lower case. */
  private static final Set<String> SECTIONS =
      Set.of(
          "AUTH",
          "BUILD",
          "COMMIT",
          "CONFIGS",
          "CONTAINERS",
          "DISTRIBUTION",
          "EVENTS",
          "EXEC",
          "GRPC",
          "IMAGES",
          "INFO",
          "NETWORKS",
          "NODES",
          "PING",
          "PLUGINS",
          "SECRETS",
          "SERVICES",
          "SESSION",
          "SWARM",
          "SYSTEM",
          "TASKS",
          "VERSION",
          "VOLUMES");

  static final Set<String> COMMON =
      union(SECTIONS, Set.of("POST", "ALLOW_RESTARTS", "ALLOW_START", "ALLOW_STOP"));

  /** Without them, LinuxServer's image refuses what {@code CONTAINERS} opens. */
  private static final Map<Operation, String> GUARDS =
      Map.of(
          Operation.CONTAINER_ARCHIVE, "ALLOW_ARCHIVE",
          Operation.CONTAINER_ARCHIVE_INFO, "ALLOW_ARCHIVE",
          Operation.PUT_CONTAINER_ARCHIVE, "ALLOW_ARCHIVE",
          Operation.CONTAINER_CHANGES, "ALLOW_CHANGES",
          Operation.CONTAINER_EXPORT, "ALLOW_EXPORT",
          Operation.CONTAINER_LOGS, "ALLOW_LOGS",
          Operation.CONTAINER_TOP, "ALLOW_TOP");

  private static final Set<String> PODMAN =
      Stream.of(
              "ALLOW_PAUSE ALLOW_POD_PAUSE ALLOW_POD_RESTARTS ALLOW_POD_START ALLOW_POD_STOP"
                  + " ALLOW_POD_UNPAUSE ALLOW_RESTARTS ALLOW_START ALLOW_STOP ALLOW_UNPAUSE"
                  + " CONTAINERS EVENTS EXEC GENERATE IMAGES INFO MANIFESTS NETWORKS PING PLAY PODS"
                  + " SECRETS SYSTEM VERSION VOLUMES")
          .flatMap(names -> Stream.of(names.split(" ")))
          .map("LIBPOD_"::concat)
          .collect(Collectors.toUnmodifiableSet());

  static final Set<String> LINUXSERVER_ONLY =
      union(union(Set.of("ALLOW_PAUSE", "ALLOW_UNPAUSE"), Set.copyOf(GUARDS.values())), PODMAN);

  static final Set<String> ALL = union(COMMON, LINUXSERVER_ONLY);

  private CompatTable() {}

  /** The variable for the operation's part of the API, or null when no variable opens it. */
  static @Nullable String section(Operation operation) {
    String template = operation.template();
    int end = template.indexOf('/', 1);
    String first = template.substring(1, end < 0 ? template.length() : end);
    String name = first.equals("_ping") ? "PING" : first.toUpperCase(Locale.ROOT);
    return SECTIONS.contains(name) ? name : null;
  }

  /** The variables that open this one action on containers beside {@code CONTAINERS}. */
  static Set<String> actions(Operation operation, boolean linuxserver) {
    return switch (operation) {
      case CONTAINER_START -> Set.of("ALLOW_START");
      case CONTAINER_STOP -> Set.of("ALLOW_STOP", "ALLOW_RESTARTS");
      case CONTAINER_RESTART, CONTAINER_KILL -> Set.of("ALLOW_RESTARTS");
      case CONTAINER_PAUSE -> linuxserver ? Set.of("ALLOW_PAUSE") : Set.of();
      case CONTAINER_UNPAUSE -> linuxserver ? Set.of("ALLOW_UNPAUSE") : Set.of();
      default -> Set.of();
    };
  }

  /** The variable without which LinuxServer's image refuses the operation, or null. */
  static @Nullable String guard(Operation operation) {
    return GUARDS.get(operation);
  }

  /** Whether the images ask for {@code POST} too: every method but GET and HEAD. */
  static boolean changes(Operation operation) {
    return switch (operation.method()) {
      case GET, HEAD -> false;
      case POST, PUT, DELETE, OPTIONS -> true;
    };
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(others);
    return Set.copyOf(all);
  }
}
