package dev.cofferdam.watch.monitor;

import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.EngineLookups;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names of containers, asked of the engine once each. For one thread. */
public final class ContainerNames {
  private static final int SHORT = 12;
  private static final int MOST = 500;

  private final EngineLookups engine;
  private final Map<String, String> names = new LinkedHashMap<>();

  public ContainerNames(EngineLookups engine) {
    this.engine = engine;
  }

  /** The name; the start of the id where the engine knows none or does not answer. */
  public String of(String id) {
    String known = names.get(id);
    if (known != null) {
      return known;
    }
    String name = id.substring(0, Math.min(SHORT, id.length()));
    try {
      name = engine.inspectContainer(id).map(ContainerInfo::name).orElse(name);
    } catch (IOException e) {
      // The transcripts are what counts; the id tells as well where they come from.
    }
    if (names.size() < MOST) {
      names.put(id, name);
    }
    return name;
  }
}
