package dev.cofferdam.watch.archive.opensearch;

import dev.cofferdam.watch.archive.ExchangeJson;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ToolUse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What an exchange is in the cluster: the stored JSON, and beside it what is searched by. */
final class Shape {
  private static final Map<String, Object> WORD = Map.of("type", "keyword", "ignore_above", 8191);
  private static final Map<String, Object> TEXT = Map.of("type", "text", "analyzer", "words");

  private Shape() {}

  static Map<String, Object> document(Exchange exchange, Set<String> folders) {
    Map<String, Object> json = new LinkedHashMap<>(ExchangeJson.object(exchange));
    // Labels are people's, and stay as they are when an exchange is brought up to date.
    json.remove("labels");
    json.put("day", LocalDate.ofInstant(exchange.started(), ZoneOffset.UTC).toString());
    json.put("folder", folders);
    Set<String> names = new TreeSet<>();
    StringBuilder inputs = new StringBuilder();
    for (ToolUse tool : exchange.tools()) {
      names.add(tool.name());
      inputs.append(tool.name()).append('\n').append(tool.input()).append('\n');
    }
    json.put("tool", names);
    json.put("tool_text", inputs.toString());
    return json;
  }

  /** The template of the indices. */
  static Map<String, Object> template(String name) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (String word :
        List.of(
            "id",
            "agent",
            "kind",
            "user",
            "source",
            "transcript",
            "session",
            "project",
            "branch",
            "model",
            "version",
            "labels",
            "day",
            "folder",
            "tool")) {
      properties.put(word, WORD);
    }
    for (String text : List.of("prompt", "answer", "tool_text", "title")) {
      properties.put(text, TEXT);
    }
    properties.put("started", Map.of("type", "date"));
    properties.put("ended", Map.of("type", "date"));
    properties.put("complete", Map.of("type", "boolean"));
    properties.put("records", Map.of("type", "integer"));
    Map<String, Object> numbers = new LinkedHashMap<>();
    for (String number :
        List.of("input", "output", "cache_read", "cache_write", "cache_write_long")) {
      numbers.put(number, Map.of("type", "long"));
    }
    properties.put("usage", Map.of("properties", numbers));
    for (String kept : List.of("tools", "other", "masked")) {
      properties.put(kept, Map.of("type", "object", "enabled", false));
    }
    Map<String, Object> analysis =
        Map.of(
            "char_filter",
            Map.of(
                "cuts",
                Map.of("type", "mapping", "mappings", List.of(". => \\u0020", "_ => \\u0020"))),
            "analyzer",
            Map.of(
                "words",
                Map.of(
                    "type",
                    "custom",
                    "char_filter",
                    List.of("cuts"),
                    "tokenizer",
                    "standard",
                    "filter",
                    List.of("lowercase", "asciifolding"))));
    return Map.of(
        "index_patterns",
        List.of(name + "-0*"),
        "template",
        Map.of(
            "settings",
            Map.of(
                "index.number_of_shards", 1,
                "index.merge.policy.expunge_deletes_allowed", 0,
                "analysis", analysis),
            "mappings",
            Map.of("dynamic", false, "properties", properties)));
  }
}
