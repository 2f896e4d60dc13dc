package dev.cofferdam.gate.view;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Hides values that are nobody's business: secrets in environments, the host's own settings. */
final class Masks {
  /** What is shown in place of a value. */
  static final String MASK = "***";

  private Masks() {}

  /** Keeps the names of environment variables and hides their values. */
  static void environment(JsonNode root) {
    mask(root.path("Config").path("Env"));
    mask(root.path("ContainerConfig").path("Env"));
    if (root.path("GraphDriver") instanceof ObjectNode driver) {
      driver.remove("Data");
    }
  }

  private static void mask(JsonNode environment) {
    if (environment instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        String entry = array.get(i).asString("");
        int equals = entry.indexOf('=');
        if (equals >= 0) {
          array.set(i, StringNode.valueOf(entry.substring(0, equals + 1) + MASK));
        }
      }
    }
  }

  /**
   * Removes what concerns the host and not the engine's service: proxies with passwords,
   * registries, swarm.
   */
  static void info(JsonNode root) {
    if (root instanceof ObjectNode info) {
      for (String proxy : List.of("HttpProxy", "HttpsProxy", "NoProxy")) {
        if (info.has(proxy)) {
          info.put(proxy, "");
        }
      }
      for (String name : List.of("Swarm", "RegistryConfig", "Plugins")) {
        if (info.has(name)) {
          info.putObject(name);
        }
      }
      for (String name : List.of("Labels", "GenericResources")) {
        if (info.has(name)) {
          info.putArray(name);
        }
      }
      info.remove("Containerd");
      info.remove("DiscoveredDevices");
      for (String path : List.of("DockerRootDir", "Name", "ID")) {
        if (info.has(path)) {
          info.put(path, path.equals("DockerRootDir") ? "/" : "cofferdam");
        }
      }
    }
  }
}
