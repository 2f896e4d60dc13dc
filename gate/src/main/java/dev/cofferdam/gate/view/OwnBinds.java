package dev.cofferdam.gate.view;

import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.MountVolume;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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

  private OwnBinds() {}

  /**
   * A bind as it was written.
   *
   * @param source a path of the principal's
   * @param mode what stood behind the second colon of {@code -v}, else empty
   */
  private record Bind(String source, String mode) {}

  /** Rewrites the answer to an inspect. */
  static void inspected(JsonNode container, Sight sight) {
    JsonNode written = taken(container.path("Config").path("Labels"));
    if (!written.isEmpty() && container.path("HostConfig") instanceof ObjectNode host) {
      put(host, "Binds", written.path("Binds"));
      put(host, "Mounts", written.path("Mounts"));
    }
    mounts(container, written, sight);
  }

  /** Rewrites one entry of a list. */
  static void listed(JsonNode container, Sight sight) {
    mounts(container, taken(container.path("Labels")), sight);
  }

  private static JsonNode taken(JsonNode labels) {
    JsonNode label = labels instanceof ObjectNode object ? object.remove(Labels.BINDS) : null;
    String text = label == null ? "" : label.asString("");
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

  private static void mounts(JsonNode container, JsonNode written, Sight sight) {
    Map<String, Bind> binds = binds(written);
    for (JsonNode each : container.path("Mounts")) {
      if (!(each instanceof ObjectNode mount)) {
        continue;
      }
      String name = mount.path("Name").asString("");
      boolean ours = MountVolume.isReserved(name);
      Bind bind = binds.get(clean(mount.path("Destination").asString("")));
      if (ours || (bind != null && mount.path("Type").asString("").equals("bind"))) {
        // Taken over from another container, it is in no label: its mount is what is known of it.
        Bind shown = bind == null ? new Bind(sight.clientPath(name), "") : bind;
        mount.remove("Name");
        mount.remove("Driver");
        mount.put("Type", "bind");
        mount.put("Source", shown.source());
        mount.put("Mode", shown.mode());
        mount.put("Propagation", "rprivate");
      }
    }
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
