package dev.cofferdam.watch.archive.opensearch;

import dev.cofferdam.watch.archive.Forget;
import dev.cofferdam.watch.archive.Forgotten;
import dev.cofferdam.watch.exchange.Exchange;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What must not come back, in an index of its own: for every machine that puts into the cluster.
 */
final class ClusterForgotten {
  private final Cluster cluster;
  private final String index;

  ClusterForgotten(Cluster cluster, String name) {
    this.cluster = cluster;
    this.index = name + "-forgotten";
  }

  /** As much of it as can concern these exchanges. */
  Forgotten concerning(Collection<Exchange> exchanges) throws IOException {
    Set<String> hashes = new TreeSet<>();
    hashes.add(Forgotten.EXPIRED);
    for (Exchange exchange : exchanges) {
      hashes.add(new Forget.One(exchange.id()).hash());
      hashes.add(new Forget.Session(exchange.session()).hash());
      hashes.add(new Forget.User(exchange.user()).hash());
    }
    Cluster.Answer answer =
        cluster.call("POST", "/" + index + "/_mget", Map.of("ids", List.copyOf(hashes)));
    Map<String, Instant> entries = new HashMap<>();
    for (JsonNode document : answer.json().path("docs")) {
      if (document.path("found").asBoolean(false)) {
        entries.put(
            document.path("_id").asString(""),
            Instant.parse(document.path("_source").path("until").asString("")));
      }
    }
    return Forgotten.of(entries);
  }

  void add(Forgotten more) throws IOException {
    for (Map.Entry<String, Instant> entry : more.entries().entrySet()) {
      cluster.call(
          "PUT",
          "/" + index + "/_doc/" + entry.getKey() + "?refresh=true",
          Map.of("until", entry.getValue().toString()));
    }
  }

  /** Times beyond the range of dates are texts here. */
  static Map<String, Object> mapping() {
    return Map.of(
        "settings",
        Map.of("index.number_of_shards", 1),
        "mappings",
        Map.of("dynamic", false, "properties", Map.of("until", Map.of("type", "keyword"))));
  }

  String index() {
    return index;
  }
}
