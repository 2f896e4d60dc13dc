package dev.cofferdam.watch.archive.opensearch;

import dev.cofferdam.watch.archive.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Filters as queries of OpenSearch's. */
final class ClusterQuestions {
  private ClusterQuestions() {}

  static Map<String, Object> of(Filter filter) {
    List<Object> filters = new ArrayList<>();
    String project = filter.project();
    while (project.length() > 1 && project.endsWith("/")) {
      project = project.substring(0, project.length() - 1);
    }
    term(filters, "folder", project);
    term(filters, "session", filter.session());
    term(filters, "user", filter.user());
    term(filters, "agent", filter.agent());
    term(filters, "kind", filter.kind());
    term(filters, "labels", filter.label());
    term(filters, "tool", filter.tool());
    if (filter.model().endsWith("*")) {
      String begin = filter.model().substring(0, filter.model().length() - 1);
      filters.add(Map.of("prefix", Map.of("model", begin)));
    } else {
      term(filters, "model", filter.model());
    }
    if (filter.since() != null || filter.until() != null) {
      Map<String, Object> range = new LinkedHashMap<>();
      bound(range, "gte", filter.since());
      bound(range, "lt", filter.until());
      range.put("format", "epoch_millis");
      filters.add(Map.of("range", Map.of("started", range)));
    }
    Map<String, Object> all = new LinkedHashMap<>();
    if (!filter.text().isBlank()) {
      all.put("must", List.of(text(filter.text())));
    }
    all.put("filter", filters);
    return Map.of("bool", all);
  }

  /** The same signs, fields and weights as the Lucene archive reads a text with. */
  private static Map<String, Object> text(String text) {
    return Map.of(
        "simple_query_string",
        Map.of(
            "query",
            text,
            "fields",
            List.of("prompt^2", "answer", "tool_text", "title"),
            "default_operator",
            "and",
            "flags",
            "AND|NOT|OR|PREFIX|PHRASE|PRECEDENCE|ESCAPE|WHITESPACE"));
  }

  private static void term(List<Object> filters, String field, String value) {
    if (!value.isEmpty()) {
      filters.add(Map.of("term", Map.of(field, value)));
    }
  }

  private static void bound(Map<String, Object> range, String name, @Nullable Instant time) {
    if (time != null) {
      range.put(name, time.toEpochMilli());
    }
  }
}
