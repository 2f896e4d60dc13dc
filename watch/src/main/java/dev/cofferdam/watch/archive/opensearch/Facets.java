package dev.cofferdam.watch.archive.opensearch;

import dev.cofferdam.watch.archive.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Counts of matches by their values. */
final class Facets {
  private static final int MOST = 20;
  private static final Map<String, String> FIELDS = fields();

  private Facets() {}

  static Map<String, Object> aggregations() {
    Map<String, Object> all = new LinkedHashMap<>();
    FIELDS.forEach((name, field) ->
        all.put(
            name,
            Map.of(
                "terms",
                Map.of(
                    "field",
                    field,
                    // One more, in case one is the empty text.
                    "size",
                    MOST + 1,
                    "order",
                    List.of(Map.of("_count", "desc"), Map.of("_key", "asc"))))));
    return all;
  }

  static Map<String, List<Page.Count>> read(JsonNode aggregations) {
    Map<String, List<Page.Count>> facets = new LinkedHashMap<>();
    for (String name : FIELDS.keySet()) {
      List<Page.Count> counts = new ArrayList<>();
      for (JsonNode bucket : aggregations.path(name).path("buckets")) {
        String value = bucket.path("key").asString("");
        if (!value.isEmpty() && counts.size() < MOST) {
          counts.add(new Page.Count(value, bucket.path("doc_count").asLong(0)));
        }
      }
      facets.put(name, counts);
    }
    return facets;
  }

  private static Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String name : List.of("project", "model", "user", "agent", "kind")) {
      fields.put(name, name);
    }
    fields.put("label", "labels");
    fields.put("tool", "tool");
    return fields;
  }
}
