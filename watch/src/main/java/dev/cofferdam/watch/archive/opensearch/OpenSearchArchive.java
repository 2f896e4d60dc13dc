package dev.cofferdam.watch.archive.opensearch;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Cursor;
import dev.cofferdam.watch.archive.ExchangeJson;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Forget;
import dev.cofferdam.watch.archive.Forgotten;
import dev.cofferdam.watch.archive.Hit;
import dev.cofferdam.watch.archive.Order;
import dev.cofferdam.watch.archive.Page;
import dev.cofferdam.watch.archive.Search;
import dev.cofferdam.watch.archive.Succession;
import dev.cofferdam.watch.archive.Sums;
import dev.cofferdam.watch.archive.text.Excerpts;
import dev.cofferdam.watch.archive.text.Question;
import dev.cofferdam.watch.archive.text.Words;
import dev.cofferdam.watch.exchange.Exchange;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.lucene.search.Query;
import tools.jackson.databind.JsonNode;

/** The archive in an OpenSearch cluster. */
public final class OpenSearchArchive implements Archive {
  private final Words words = new Words();
  private final Cluster cluster;
  private final String alias;
  private final ClusterForgotten forgotten;
  private final Bulk bulk;
  private boolean prepared;

  private OpenSearchArchive(Cluster cluster, String alias) {
    this.cluster = cluster;
    this.alias = alias;
    this.forgotten = new ClusterForgotten(cluster, alias);
    this.bulk = new Bulk(cluster, alias);
  }

  /**
   * The archive in this cluster. Nothing is asked of it yet, and nothing is made in it before the
   * first {@link #put}.
   *
   * @throws IOException when the file of certificates cannot be read
   */
  public static OpenSearchArchive open(OpenSearchSettings settings) throws IOException {
    return new OpenSearchArchive(Cluster.open(settings), settings.name());
  }

  @Override
  public void put(Collection<Exchange> exchanges) throws IOException {
    if (exchanges.isEmpty()) {
      return;
    }
    prepare();
    Map<String, Exchange> latest = new LinkedHashMap<>();
    for (Exchange exchange : exchanges) {
      latest.merge(
          exchange.id(), exchange, (old, now) -> Succession.replaces(now, old) ? now : old);
    }
    Forgotten gone = forgotten.concerning(latest.values());
    latest.values().removeIf(gone::covers);
    Map<String, Exchange> kept = kept(latest.keySet());
    latest
        .values()
        .removeIf(exchange -> {
          Exchange old = kept.get(exchange.id());
          return old != null && !Succession.replaces(exchange, old);
        });
    try {
      bulk.put(latest.values());
    } catch (Bulk.NoAliasException e) {
      // It came back without its data, or somebody has deleted it.
      prepareAgain();
      bulk.put(latest.values());
    }
  }

  @Override
  public void rest() {
    // Others may write all the time.
  }

  @Override
  public Page find(Search search) throws IOException {
    boolean scored = search.order() == Order.RELEVANCE && !search.filter().text().isBlank();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", ClusterQuestions.of(search.filter()));
    body.put("size", search.size());
    body.put("track_total_hits", Page.MOST_COUNTED);
    body.put("sort", sort(search.order(), scored));
    if (!search.after().isEmpty()) {
      Cursor cursor = Cursor.parse(search.after());
      body.put(
          "search_after",
          scored
              ? List.of(cursor.score(), cursor.started(), cursor.id())
              : List.of(cursor.started(), cursor.id()));
    }
    if (search.facets()) {
      body.put("aggs", Facets.aggregations());
    }
    JsonNode answer = cluster.call("POST", "/" + alias + "/_search", body).json();
    Query text =
        search.filter().text().isBlank() ? null : Question.of(search.filter().text(), words);
    Excerpts excerpts = Excerpts.of(text, words);
    List<Hit> hits = new ArrayList<>();
    float score = 0;
    for (JsonNode hit : answer.path("hits").path("hits")) {
      Exchange exchange = ExchangeJson.exchange(hit.path("_source"));
      score = scored ? (float) hit.path("sort").path(0).asDouble(0) : 0;
      hits.add(
          new Hit(
              exchange,
              excerpts.of("prompt", exchange.prompt()),
              excerpts.of("answer", exchange.answer())));
    }
    String next = "";
    if (hits.size() == search.size()) {
      Exchange last = hits.getLast().exchange();
      next = new Cursor(score, last.started().toEpochMilli(), last.id()).text();
    }
    return new Page(
        hits,
        Math.min(Page.MOST_COUNTED, answer.path("hits").path("total").path("value").asLong(0)),
        next,
        search.facets() ? Facets.read(answer.path("aggregations")) : Map.of());
  }

  @Override
  public Optional<Exchange> exchange(String id) throws IOException {
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> body = Map.of("query", Map.of("prefix", Map.of("id", id)), "size", 2);
    JsonNode hits =
        cluster.call("POST", "/" + alias + "/_search", body).json().path("hits").path("hits");
    return hits.size() == 1
        ? Optional.of(ExchangeJson.exchange(hits.path(0).path("_source")))
        : Optional.empty();
  }

  @Override
  public List<Sums> sums(Filter filter) throws IOException {
    return ClusterSums.of(cluster, alias, ClusterQuestions.of(filter));
  }

  @Override
  public Optional<Set<String>> label(String id, Set<String> add, Set<String> remove)
      throws IOException {
    prepare();
    for (int attempt = 0; attempt < 5; attempt++) {
      Cluster.Answer found = cluster.call("GET", "/" + alias + "/_doc/" + id, Map.of());
      if (!found.json().path("found").asBoolean(false)) {
        return Optional.empty();
      }
      SortedSet<String> labels =
          new TreeSet<>(ExchangeJson.exchange(found.json().path("_source")).labels());
      labels.removeAll(remove);
      labels.addAll(add);
      if (bulk.label(id, labels, found.json())) {
        return Optional.of(labels);
      }
    }
    throw new IOException("the exchange is being changed by others; try again");
  }

  @Override
  public long forget(Forget what) throws IOException {
    prepareAgain();
    Map<String, Object> query =
        switch (what) {
          case Forget.One(String id) -> Map.of("term", Map.of("id", id));
          case Forget.Session(String id) -> Map.of("term", Map.of("session", id));
          case Forget.User(String name) -> Map.of("term", Map.of("user", name));
        };
    return delete(query, Forgotten.of(Map.of()).with(what, Instant.now()));
  }

  @Override
  public long expire(Instant before) throws IOException {
    prepareAgain();
    return delete(
        ClusterQuestions.of(new Filter("", "", "", "", "", "", "", "", "", null, before)),
        Forgotten.of(Map.of()).expired(before));
  }

  @Override
  public void close() throws IOException {
    cluster.close();
    words.close();
  }

  private long delete(Map<String, Object> query, Forgotten more) throws IOException {
    forgotten.add(more);
    JsonNode answer =
        cluster
            .call(
                "POST",
                "/" + alias + "/_delete_by_query?refresh=true&conflicts=proceed",
                Map.of("query", query))
            .json();
    long deleted = answer.path("deleted").asLong(0);
    if (answer.path("version_conflicts").asLong(0) > 0) {
      throw new IOException("some exchanges were being changed meanwhile");
    }
    if (deleted > 0) {
      // What is only marked as deleted can still be read from the files.
      cluster.call("POST", "/" + alias + "/_forcemerge?only_expunge_deletes=true", Map.of());
    }
    return deleted;
  }

  private Map<String, Exchange> kept(Set<String> ids) throws IOException {
    Map<String, Exchange> kept = new HashMap<>();
    if (ids.isEmpty()) {
      return kept;
    }
    Cluster.Answer answer =
        cluster.call(
            "POST",
            "/" + alias + "/_mget?_source_excludes=prompt,answer,tools,other,tool_text",
            Map.of("ids", List.copyOf(ids)));
    for (JsonNode document : answer.json().path("docs")) {
      if (document.path("found").asBoolean(false)) {
        Exchange exchange = ExchangeJson.exchange(document.path("_source"));
        kept.put(exchange.id(), exchange);
      }
    }
    return kept;
  }

  private synchronized void prepareAgain() throws IOException {
    prepared = false;
    prepare();
  }

  /** Template, index and alias, unless they are there. Two processes may do it at once. */
  private synchronized void prepare() throws IOException {
    if (prepared) {
      return;
    }
    if (!cluster.call("GET", "/_alias/" + alias, Map.of()).worked()) {
      cluster.call("PUT", "/_index_template/" + alias, Shape.template(alias));
      create(alias + "-000001", Map.of("aliases", Map.of(alias, Map.of("is_write_index", true))));
    }
    if (!cluster.call("GET", "/" + forgotten.index() + "/_settings", Map.of()).worked()) {
      create(forgotten.index(), ClusterForgotten.mapping());
    }
    prepared = true;
  }

  private void create(String index, Map<String, Object> body) throws IOException {
    try {
      cluster.call("PUT", "/" + index, body);
    } catch (RefusedException e) {
      if (!String.valueOf(e.getMessage()).contains("resource_already_exists")) {
        throw e;
      }
    }
  }

  private static List<Object> sort(Order order, boolean scored) {
    List<Object> sort = new ArrayList<>();
    if (scored) {
      sort.add(Map.of("_score", "desc"));
    }
    sort.add(
        Map.of(
            "started",
            Map.of("order", order == Order.OLDEST ? "asc" : "desc", "unmapped_type", "date")));
    sort.add(Map.of("id", Map.of("order", "asc", "unmapped_type", "keyword")));
    return sort;
  }
}
