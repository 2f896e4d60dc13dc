package dev.cofferdam.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A reply in the two forms that the messages API knows. */
record Message(String id, String model, Reply reply) {
  private static final Map<String, Object> USAGE =
      Map.of(
          "input_tokens",
          12,
          "output_tokens",
          34,
          "cache_creation_input_tokens",
          0,
          "cache_read_input_tokens",
          0);

  String whole(JsonMapper json) {
    Map<String, Object> message = head();
    message.put("content", blocks());
    message.put("stop_reason", stopReason());
    return json.writeValueAsString(message);
  }

  /** Server-sent events: texts in pieces, inputs of tools as JSON in pieces. */
  String events(JsonMapper json) {
    StringBuilder events = new StringBuilder();
    event(json, events, "message_start", Map.of("message", head()));
    List<Map<String, Object>> blocks = blocks();
    for (int i = 0; i < blocks.size(); i++) {
      Map<String, Object> block = blocks.get(i);
      boolean text = "text".equals(block.get("type"));
      Map<String, Object> empty = new LinkedHashMap<>(block);
      empty.put(text ? "text" : "input", text ? "" : Map.of());
      event(json, events, "content_block_start", Map.of("index", i, "content_block", empty));
      String whole =
          text ? String.valueOf(block.get("text")) : json.writeValueAsString(block.get("input"));
      for (String piece : pieces(whole)) {
        Map<String, Object> delta =
            text
                ? Map.of("type", "text_delta", "text", piece)
                : Map.of("type", "input_json_delta", "partial_json", piece);
        event(json, events, "content_block_delta", Map.of("index", i, "delta", delta));
      }
      event(json, events, "content_block_stop", Map.of("index", i));
    }
    Map<String, Object> end = new LinkedHashMap<>();
    end.put("stop_reason", stopReason());
    end.put("stop_sequence", null);
    event(json, events, "message_delta", Map.of("delta", end, "usage", USAGE));
    event(json, events, "message_stop", Map.of());
    return events.toString();
  }

  private Map<String, Object> head() {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("id", id);
    head.put("type", "message");
    head.put("role", "assistant");
    head.put("model", model);
    head.put("content", List.of());
    head.put("stop_reason", null);
    head.put("stop_sequence", null);
    head.put("usage", USAGE);
    return head;
  }

  private String stopReason() {
    return reply.tools().isEmpty() ? "end_turn" : "tool_use";
  }

  private List<Map<String, Object>> blocks() {
    List<Map<String, Object>> blocks = new ArrayList<>();
    if (!reply.text().isEmpty()) {
      blocks.add(Map.of("type", "text", "text", reply.text()));
    }
    for (Reply.ToolUse use : reply.tools()) {
      blocks.add(
          Map.of(
              "type",
              "tool_use",
              "id",
              "toolu_" + id + blocks.size(),
              "name",
              use.name(),
              "input",
              use.input()));
    }
    return blocks;
  }

  private static List<String> pieces(String text) {
    // Between code points, so that no surrogate pair is torn.
    int middle = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
    return middle == 0 ? List.of(text) : List.of(text.substring(0, middle), text.substring(middle));
  }

  private static void event(
      JsonMapper json, StringBuilder to, String type, Map<String, Object> members) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("type", type);
    data.putAll(members);
    to.append("event: ").append(type).append("\ndata: ");
    to.append(json.writeValueAsString(data)).append("\n\n");
  }
}
