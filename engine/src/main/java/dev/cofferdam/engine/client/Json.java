package dev.cofferdam.engine.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reading what the engine says. Docker writes null for empty lists and maps: both are empty here.
 */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static JsonNode parse(byte[] json) throws IOException {
    try {
      return MAPPER.readTree(json);
    } catch (JacksonException e) {
      throw new IOException("the engine's answer is not JSON", e);
    }
  }

  static String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /** Docker's {@code {"message":…}}, or the text itself. */
  static String message(String body) {
    try {
      String message = text(MAPPER.readTree(body).path("message"));
      return message.isEmpty() ? body : message;
    } catch (JacksonException e) {
      return body;
    }
  }

  static String text(JsonNode node) {
    return node.asString("");
  }

  static long number(JsonNode node) {
    return node.asLong(0);
  }

  static boolean truth(JsonNode node) {
    return node.asBoolean(false);
  }

  static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(e -> texts.add(text(e)));
    return List.copyOf(texts);
  }

  static Map<String, String> labels(JsonNode object) {
    Map<String, String> labels = new LinkedHashMap<>();
    object.properties().forEach(e -> labels.put(e.getKey(), text(e.getValue())));
    return java.util.Collections.unmodifiableMap(labels);
  }

  static List<String> keys(JsonNode object) {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }
}
