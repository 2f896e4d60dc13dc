package dev.cofferdam.watch.transcript.claude;

import dev.cofferdam.watch.exchange.TokenUsage;
import dev.cofferdam.watch.transcript.Flattened;
import dev.cofferdam.watch.transcript.Moment;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a line as a stream of tokens: what is of no use (pictures, results of tools, which are most
 * of a transcript) is passed over without being decoded.
 */
final class ClaudeRecordReader {
  private static final JsonFactory JSON = new JsonFactory();

  private ClaudeRecordReader() {}

  /**
   * The record on a line.
   *
   * @throws tools.jackson.core.JacksonException when the line is no JSON object
   */
  static ClaudeRecord read(byte[] buffer, int from, int length) {
    ClaudeRecord record = new ClaudeRecord();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), buffer, from, length)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new tools.jackson.core.exc.StreamReadException(json, "not an object");
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        member(record, json);
      }
      // Anything behind the object makes the line two lines written into each other.
      if (json.nextToken() != null) {
        throw new tools.jackson.core.exc.StreamReadException(json, "more than one object");
      }
    }
    return record;
  }

  private static void member(ClaudeRecord record, JsonParser json) {
    String name = json.currentName();
    JsonToken value = json.nextToken();
    switch (name) {
      case "type" -> record.type = text(json, value);
      case "subtype" -> record.subtype = text(json, value);
      case "uuid" -> record.uuid = text(json, value);
      case "parentUuid" -> record.parent = text(json, value);
      case "sessionId" -> record.session = text(json, value);
      case "cwd" -> record.folder = text(json, value);
      case "gitBranch" -> record.branch = text(json, value);
      case "version" -> record.version = text(json, value);
      case "agentId" -> record.agentId = text(json, value);
      case "requestId" -> record.requestId = text(json, value);
      case "operation" -> record.operation = text(json, value);
      case "content" -> record.text = text(json, value);
      case "aiTitle", "customTitle", "summary" -> record.title = text(json, value);
      case "leafUuid" -> record.leaf = text(json, value);
      case "timestamp" -> record.time = Moment.of(text(json, value));
      case "isSidechain" -> record.sidechain = value == JsonToken.VALUE_TRUE;
      case "isMeta" -> record.meta = value == JsonToken.VALUE_TRUE;
      case "isCompactSummary" -> record.compactSummary = value == JsonToken.VALUE_TRUE;
      case "message" -> each(json, value, (member, token) -> message(record, json, member, token));
      case "attachment" ->
          each(json, value, (member, token) -> attachment(record, json, member, token));
      default -> json.skipChildren();
    }
  }

  private static void message(ClaudeRecord record, JsonParser json, String name, JsonToken value) {
    switch (name) {
      case "id" -> record.messageId = text(json, value);
      case "model" -> record.model = text(json, value);
      case "stop_reason" -> record.stopReason = text(json, value);
      case "usage" -> record.usage = usage(record, json, value);
      case "content" -> content(record, json, value);
      default -> json.skipChildren();
    }
  }

  private static void attachment(
      ClaudeRecord record, JsonParser json, String name, JsonToken value) {
    switch (name) {
      case "type" -> record.attachmentType = text(json, value);
      case "commandMode" -> record.attachmentMode = text(json, value);
      case "prompt" -> record.attachmentPrompt = words(json, value);
      default -> json.skipChildren();
    }
  }

  private static void content(ClaudeRecord record, JsonParser json, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      record.blocks.add(new ClaudeRecord.Words(json.getString()));
      return;
    }
    if (value != JsonToken.START_ARRAY) {
      json.skipChildren();
      return;
    }
    for (JsonToken each = json.nextToken();
        each != null && each != JsonToken.END_ARRAY;
        each = json.nextToken()) {
      Part part = new Part();
      each(json, each, (member, token) -> part.member(json, member, token));
      part.into(record);
    }
  }

  /** Texts of a string, or of a list of text blocks. */
  private static String words(JsonParser json, JsonToken value) {
    ClaudeRecord only = new ClaudeRecord();
    content(only, json, value);
    return ClaudePrompt.text(only.blocks);
  }

  private static TokenUsage usage(ClaudeRecord record, JsonParser json, JsonToken value) {
    long[] counts = new long[6];
    each(
        json,
        value,
        (name, token) -> {
          switch (name) {
            case "input_tokens" -> counts[0] = number(json, token);
            case "output_tokens" -> counts[1] = number(json, token);
            case "cache_read_input_tokens" -> counts[2] = number(json, token);
            case "cache_creation_input_tokens" -> counts[3] = number(json, token);
            case "cache_creation" ->
                each(
                    json,
                    token,
                    (inner, number) -> {
                      if (inner.equals("ephemeral_1h_input_tokens")) {
                        counts[4] = number(json, number);
                      } else {
                        json.skipChildren();
                      }
                    });
            default -> json.skipChildren();
          }
        });
    record.hasUsage = true;
    // The total of what was written to caches holds the long-lived part.
    long written = Math.max(counts[3], counts[4]);
    return new TokenUsage(counts[0], counts[1], counts[2], written - counts[4], counts[4]);
  }

  /** Takes a member; must leave the parser at the last token of its value. */
  private interface Member {
    void value(String name, JsonToken token);
  }

  private static void each(JsonParser json, JsonToken value, Member members) {
    if (value != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      members.value(name, json.nextToken());
    }
  }

  private static String text(JsonParser json, JsonToken value) {
    if (value == JsonToken.VALUE_STRING) {
      return json.getString();
    }
    json.skipChildren();
    return "";
  }

  private static long number(JsonParser json, JsonToken value) {
    if (value == JsonToken.VALUE_NUMBER_INT) {
      return Math.clamp(json.getLongValue(), 0, 1L << 48);
    }
    json.skipChildren();
    return 0;
  }

  /** A content block while its members come in whatever order. */
  private static final class Part {
    private String type = "";
    private String text = "";
    private String id = "";
    private String name = "";
    private String input = "";
    private boolean error;

    void member(JsonParser json, String member, JsonToken value) {
      switch (member) {
        case "type" -> type = text(json, value);
        case "text" -> text = text(json, value);
        case "id", "tool_use_id" -> id = text(json, value);
        case "name" -> name = text(json, value);
        case "is_error" -> error = value == JsonToken.VALUE_TRUE;
        case "input" -> input = Flattened.of(json, value);
        default -> json.skipChildren();
      }
    }

    void into(ClaudeRecord record) {
      switch (type) {
        case "text" -> record.blocks.add(new ClaudeRecord.Words(text));
        case "image", "document" -> record.blocks.add(new ClaudeRecord.Picture());
        case "tool_use", "server_tool_use", "mcp_tool_use" ->
            record.blocks.add(new ClaudeRecord.Use(id, name, input));
        case "tool_result", "mcp_tool_result" ->
            record.blocks.add(new ClaudeRecord.Result(id, error));
        default -> {
          // Thinking is not part of the answer; other blocks hold what a tool brought back.
        }
      }
    }
  }
}
