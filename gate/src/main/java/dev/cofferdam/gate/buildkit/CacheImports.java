package dev.cofferdam.gate.buildkit;

import dev.cofferdam.engine.buildkit.Solve;
import dev.cofferdam.engine.proto.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where a build's cache comes from and goes to: in the request, and in options of the frontend. */
final class CacheImports {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX = 50;

  private CacheImports() {}

  /** Collects what all the places name, each once. */
  static void read(
      Map<String, String> options, Message request, List<Message> into, List<String> unknown) {
    Message cache = request.get(Solve.CACHE, Solve.CacheOptions.LAYOUT.empty());
    Map<String, Message> all = new LinkedHashMap<>();
    for (Message each : cache.get(Solve.CacheOptions.IMPORTS, List.of())) {
      add(all, each.get(Solve.CacheOption.TYPE, ""), each.get(Solve.CacheOption.ATTRS, Map.of()));
    }
    for (String ref : cache.get(Solve.CacheOptions.IMPORT_REFS, List.of())) {
      add(all, "registry", Map.of("ref", ref));
    }
    String from = options.getOrDefault("cache-from", "");
    if (!from.isEmpty()) {
      for (String ref : from.split(",", -1)) {
        add(all, "registry", Map.of("ref", ref));
      }
    }
    try {
      String json = options.getOrDefault("cache-imports", "");
      for (JsonNode each : JSON.readTree(json.isEmpty() ? "[]" : json)) {
        Map<String, String> attrs = new LinkedHashMap<>();
        each.path("Attrs")
            .properties()
            .forEach(attr -> attrs.put(attr.getKey(), attr.getValue().asString("")));
        add(all, each.path("Type").asString(""), attrs);
      }
    } catch (JacksonException _) {
      unknown.add("cache-imports");
    }
    if (all.size() > MAX) {
      unknown.add("cache-imports");
      return;
    }
    into.addAll(all.values());
  }

  /** Of an image only its name counts; other sources are refused whatever else they say. */
  private static void add(Map<String, Message> all, String type, Map<String, String> attrs) {
    String ref = attrs.getOrDefault("ref", "");
    all.put(
        type + " " + ref,
        Solve.CacheOption.LAYOUT
            .empty()
            .with(Solve.CacheOption.TYPE, type)
            .with(Solve.CacheOption.ATTRS, Map.of("ref", ref)));
  }

  /** The images whose cache is used. */
  static List<String> images(List<Message> imports) {
    return imports.stream()
        .filter(each -> each.get(Solve.CacheOption.TYPE, "").equals("registry"))
        .map(each -> each.get(Solve.CacheOption.ATTRS, Map.of()).getOrDefault("ref", ""))
        .toList();
  }

  /** The types of all other sources. */
  static List<String> others(List<Message> imports) {
    return imports.stream()
        .map(each -> each.get(Solve.CacheOption.TYPE, ""))
        .filter(type -> !type.equals("registry"))
        .map(FrontendOptions::shown)
        .toList();
  }

  /** The types of what the cache is written to. */
  static List<String> exports(Message request) {
    Message cache = request.get(Solve.CACHE, Solve.CacheOptions.LAYOUT.empty());
    List<String> types = new ArrayList<>();
    for (Message each : cache.get(Solve.CacheOptions.EXPORTS, List.of())) {
      types.add(FrontendOptions.shown(each.get(Solve.CacheOption.TYPE, "")));
    }
    if (cache.has(Solve.CacheOptions.EXPORT_REF) || cache.has(Solve.CacheOptions.EXPORT_ATTRS)) {
      types.add("registry");
    }
    return types;
  }

  /** The frontend reads its own list of sources. */
  static void write(List<Message> imports, Map<String, String> options) {
    if (imports.isEmpty()) {
      return;
    }
    ArrayNode list = JSON.createArrayNode();
    for (Message each : imports) {
      ObjectNode node = list.addObject();
      node.put("Type", each.get(Solve.CacheOption.TYPE, ""));
      ObjectNode attrs = node.putObject("Attrs");
      each.get(Solve.CacheOption.ATTRS, Map.of()).forEach(attrs::put);
    }
    options.put("cache-imports", JSON.writeValueAsString(list));
  }

  /** The cache options of the new request. */
  static Message options(Message request, List<Message> imports) {
    Message cache = request.get(Solve.CACHE, Solve.CacheOptions.LAYOUT.empty());
    List<Message> exports =
        cache.get(Solve.CacheOptions.EXPORTS, List.of()).stream()
            .map(each ->
                Solve.CacheOption.LAYOUT
                    .empty()
                    .with(Solve.CacheOption.TYPE, each.get(Solve.CacheOption.TYPE, "")))
            .toList();
    return Solve.CacheOptions.LAYOUT
        .empty()
        .with(Solve.CacheOptions.EXPORTS, exports)
        .with(Solve.CacheOptions.IMPORTS, imports);
  }
}
