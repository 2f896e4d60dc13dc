package dev.cofferdam.watch.archive.opensearch;

import dev.cofferdam.watch.archive.Sums;
import dev.cofferdam.watch.exchange.TokenUsage;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sums tokens by day, project and model, page by page. */
final class ClusterSums {
  private static final int PAGE = 1000;
  private static final List<String> NUMBERS =
      List.of("input", "output", "cache_read", "cache_write", "cache_write_long");

  private ClusterSums() {}

  static List<Sums> of(Cluster cluster, String alias, Map<String, Object> query)
      throws IOException {
    List<Sums> sums = new ArrayList<>();
    JsonNode after = JsonMapper.shared().createObjectNode();
    while (true) {
      JsonNode groups =
          cluster
              .call("POST", "/" + alias + "/_search", body(query, after))
              .json()
              .path("aggregations")
              .path("groups");
      for (JsonNode bucket : groups.path("buckets")) {
        sums.add(read(bucket));
      }
      after = groups.path("after_key");
      if (after.isMissingNode() || groups.path("buckets").size() < PAGE) {
        return sums;
      }
    }
  }

  private static Map<String, Object> body(Map<String, Object> query, JsonNode after) {
    Map<String, Object> composite = new LinkedHashMap<>();
    composite.put("size", PAGE);
    composite.put("sources", List.of(source("day"), source("project"), source("model")));
    if (!after.isEmpty()) {
      composite.put("after", after);
    }
    Map<String, Object> numbers = new LinkedHashMap<>();
    for (String number : NUMBERS) {
      numbers.put(number, Map.of("sum", Map.of("field", "usage." + number)));
    }
    return Map.of(
        "size",
        0,
        "query",
        query,
        "aggs",
        Map.of("groups", Map.of("composite", composite, "aggs", numbers)));
  }

  private static Map<String, Object> source(String field) {
    return Map.of(field, Map.of("terms", Map.of("field", field, "missing_bucket", true)));
  }

  private static Sums read(JsonNode bucket) {
    long[] numbers = new long[NUMBERS.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.round(bucket.path(NUMBERS.get(i)).path("value").asDouble(0));
    }
    JsonNode key = bucket.path("key");
    return new Sums(
        LocalDate.parse(key.path("day").asString("1970-01-01")),
        key.path("project").asString(""),
        key.path("model").asString(""),
        bucket.path("doc_count").asLong(0),
        new TokenUsage(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]));
  }
}
