package dev.cofferdam.gate.view;

import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.MountVolume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows a container's binds as its principal wrote them, where the gate has made other paths or
 * subpaths of a volume of them; the label that remembers them is not shown.
 */
final class OwnBinds {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How many containers are asked at most for what one has taken over from them. */
  private static final int MAX_GIVERS = 16;

  private OwnBinds() {}

  /**
   * A bind as it was written.
   *
   * @param source a path of the principal's
   * @param mode what stood behind the second colon of {@code -v}, else empty
   */
  private record Bind(String source, String mode) {}

  /** Rewrites the answer to an inspect. */
  static void inspected(JsonNode container, Sight sight) throws IOException {
    JsonNode written = taken(container.path("Config").path("Labels"));
    if (!written.isEmpty() && container.path("HostConfig") instanceof ObjectNode host) {
      put(host, "Binds", written.path("Binds"));
      put(host, "Mounts", written.path("Mounts"));
    }
    boolean inherits = !container.path("HostConfig").path("VolumesFrom").isEmpty();
    mounts(container, written, inherits, sight);
  }

  /** Rewrites one entry of a list. */
  static void listed(JsonNode container, Sight sight) throws IOException {
    mounts(container, taken(container.path("Labels")), false, sight);
  }

  private static JsonNode taken(JsonNode labels) {
    JsonNode label = labels instanceof ObjectNode object ? object.remove(Labels.BINDS) : null;
    return written(label == null ? "" : label.asString(""));
  }

  private static JsonNode written(String text) {
    try {
      return text.isEmpty() ? JSON.createObjectNode() : JSON.readTree(text);
    } catch (JacksonException _) {
      return JSON.createObjectNode(); // An image of the host brought it: it says nothing.
    }
  }

  private static void put(ObjectNode host, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      host.set(name, value);
    } else if (host.has(name)) {
      host.putNull(name);
    }
  }

  private static void mounts(JsonNode container, JsonNode written, boolean inherits, Sight sight)
      throws IOException {
    Map<String, Bind> binds = binds(written);
    Map<String, Bind> inherited = null;
    for (JsonNode each : container.path("Mounts")) {
      if (!(each instanceof ObjectNode mount)) {
        continue;
      }
      String name = mount.path("Name").asString("");
      boolean ours = MountVolume.isReserved(name);
      boolean bound = mount.path("Type").asString("").equals("bind");
      String destination = clean(mount.path("Destination").asString(""));
      Bind bind = binds.get(destination);
      if (bind == null && (ours || (bound && inherits))) {
        inherited =
            inherited == null
                ? inherited(container.path("Id").asString(""), sight, new HashSet<>())
                : inherited;
        bind = inherited.get(destination);
      }
      if (ours || bound) {
        // Taken over from a container that is gone: its mount is what is known of it.
        String source = ours ? sight.clientPath(name) : sight.clientSource(mount);
        Bind shown = bind == null ? new Bind(source, mode(mount, ours)) : bind;
        mount.remove("Name");
        mount.remove("Driver");
        mount.put("Type", "bind");
        mount.put("Source", shown.source());
        mount.put("Mode", shown.mode());
        mount.put("Propagation", "rprivate");
      }
    }
  }

  /** What the engine made of a volume's mode says nothing of a bind's. */
  private static String mode(JsonNode mount, boolean ours) {
    return ours ? "" : mount.path("Mode").asString("");
  }

  /**
   * What a container took over with {@code --volumes-from} is in the labels of those it took it
   * from, the later of which hide the earlier.
   *
   * @param asked the containers that need not be asked again
   */
  private static Map<String, Bind> inherited(String container, Sight sight, Set<String> asked)
      throws IOException {
    Map<String, Bind> binds = new HashMap<>();
    Optional<ContainerInfo> taker = ask(container, sight, asked);
    if (taker.isEmpty()) {
      return binds;
    }
    for (String from : taker.get().volumesFrom()) {
      binds.putAll(inherited(from.split(":", 2)[0], sight, asked));
    }
    binds.putAll(binds(written(taker.get().labels().getOrDefault(Labels.BINDS, ""))));
    return binds;
  }

  private static Optional<ContainerInfo> ask(String id, Sight sight, Set<String> asked)
      throws IOException {
    return asked.size() >= MAX_GIVERS || !asked.add(id)
        ? Optional.empty()
        : sight.engine().lookups().inspectContainer(id);
  }

  /** By destination. */
  private static Map<String, Bind> binds(JsonNode written) {
    Map<String, Bind> binds = new HashMap<>();
    for (JsonNode bind : written.path("Binds")) {
      String[] parts = bind.asString("").split(":", -1);
      if (parts.length > 1 && parts[0].startsWith("/")) {
        binds.put(clean(parts[1]), new Bind(parts[0], parts.length > 2 ? parts[2] : ""));
      }
    }
    for (JsonNode mount : written.path("Mounts")) {
      if (mount.path("Type").asString("").equals("bind")) {
        binds.put(
            clean(mount.path("Target").asString("")),
            new Bind(mount.path("Source").asString(""), ""));
      }
    }
    return binds;
  }

  /** As the engine writes paths in containers. */
  private static String clean(String path) {
    return Path.of(path).normalize().toString();
  }
}
