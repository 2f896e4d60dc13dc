package dev.cofferdam.gate.view;

import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.body.Filters;
import dev.cofferdam.engine.client.Reply;
import dev.cofferdam.engine.client.Request;
import dev.cofferdam.gate.request.TargetWriter;
import dev.cofferdam.policy.Call;
import dev.cofferdam.policy.Query;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * Puts the containers that are shared into a list of one's own. The engine lists by label, and
 * shared containers are known by name: they are asked for apart, with the caller's own filters, and
 * all others are dropped here.
 */
final class SharedContainers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private SharedContainers() {}

  /**
   * Adds what is shared, newest first, as many as the caller asked for.
   *
   * @param call the call that the list answers, narrowed to the principal's own label
   */
  static void addTo(JsonNode list, Call call, Sight sight) throws IOException {
    if (!sight.sharesAny() || !(list instanceof ArrayNode own)) {
      return;
    }
    List<JsonNode> all = new ArrayList<>(own.valueStream().toList());
    for (JsonNode container : ask(call.withQuery(widened(call.query(), sight)), sight)) {
      if (sight.shares(container)) {
        all.add(container);
      }
    }
    all.sort(Comparator.comparingLong(SharedContainers::created).reversed());
    int limit = limit(call.query());
    own.removeAll();
    all.stream().limit(limit > 0 ? limit : all.size()).forEach(own::add);
  }

  private static long created(JsonNode container) {
    return container.path("Created").asLong(0);
  }

  /** The query without the owner's label; what it limits is counted here. */
  private static Query widened(Query query, Sight sight) throws IOException {
    try {
      Map<String, List<String>> filters =
          new LinkedHashMap<>(Filters.read(query.first("filters", "")).values());
      List<String> labels = new ArrayList<>(filters.getOrDefault("label", List.of()));
      labels.remove(sight.ownLabel());
      filters.put("label", labels);
      Query widened = query.with("filters", new Filters(filters).write());
      return limit(query) > 0 ? widened.with("limit").with("all", "1") : widened;
    } catch (BodyException e) {
      throw new IOException("the filters of a rebuilt call cannot be read", e);
    }
  }

  static int limit(Query query) {
    try {
      return Integer.parseInt(query.first("limit", "0"));
    } catch (NumberFormatException _) {
      return 0;
    }
  }

  private static JsonNode ask(Call call, Sight sight) throws IOException {
    Request request = Request.get(TargetWriter.write(call)).unversioned().within(PATIENCE);
    try (Reply reply = sight.engine().client().send(request)) {
      if (reply.status() != 200) {
        throw new IOException("the engine did not list containers: " + reply.status());
      }
      return JSON.readTree(reply.readAll(Views.MAX_DOCUMENT));
    } catch (JacksonException e) {
      throw new IOException("the engine's list of containers is no JSON", e);
    }
  }
}
