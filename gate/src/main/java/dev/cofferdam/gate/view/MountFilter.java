package dev.cofferdam.gate.view;

import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.body.Filters;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Query;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The filter {@code volume=PATH} of a list of containers. The engine knows other sources of binds
 * than the principal wrote, so a list with such a filter is asked for without it, and filtered when
 * it says what the principal wrote.
 *
 * @param values names of volumes and paths, of which one must be among a container's mounts; empty
 *     when the engine filters
 * @param limit how many containers the caller asked for; 0 for all
 */
record MountFilter(List<String> values, int limit) {
  /** Nothing to filter here. */
  static final MountFilter NONE = new MountFilter(List.of(), 0);

  private static final String KEY = "volume";

  MountFilter {
    values = List.copyOf(values);
  }

  /** The filter that a list needs here. */
  static MountFilter of(Call call) throws IOException {
    List<String> values = filters(call).values(KEY);
    return values.stream().anyMatch(value -> value.startsWith("/"))
        ? new MountFilter(values, SharedContainers.limit(call.query()))
        : NONE;
  }

  /** The call as the engine is asked. */
  Call widened(Call call) throws IOException {
    if (values.isEmpty()) {
      return call;
    }
    Map<String, List<String>> others = new LinkedHashMap<>(filters(call).values());
    others.remove(KEY);
    Query query = call.query().with("filters", new Filters(others).write());
    // A limit lists containers that do not run, too.
    return call.withQuery(limit > 0 ? query.with("limit").with("all", "1") : query);
  }

  /** Drops what has none of these mounts. */
  void apply(JsonNode list, Sight sight) {
    if (values.isEmpty() || !(list instanceof ArrayNode containers)) {
      return;
    }
    List<JsonNode> kept = new ArrayList<>();
    for (JsonNode container : containers) {
      if (container.path("Mounts").valueStream().anyMatch(mount -> matches(mount, sight))
          && (limit <= 0 || kept.size() < limit)) {
        kept.add(container);
      }
    }
    containers.removeAll();
    kept.forEach(containers::add);
  }

  /** As the engine: by the volume's name, a bind's source, or the place in the container. */
  private boolean matches(JsonNode mount, Sight sight) {
    String name = mount.path("Name").asString("");
    String source = sight.hostPath(mount.path("Source").asString(""));
    String destination = mount.path("Destination").asString("");
    return values.stream()
        .anyMatch(value ->
            value.equals(destination)
                || (name.isEmpty() ? sight.hostPath(value).equals(source) : value.equals(name)));
  }

  private static Filters filters(Call call) throws IOException {
    try {
      return Filters.read(call.query().first("filters", ""));
    } catch (BodyException e) {
      throw new IOException("the filters of a rebuilt call cannot be read", e);
    }
  }
}
