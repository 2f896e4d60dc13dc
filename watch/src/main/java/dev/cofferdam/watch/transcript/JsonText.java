package dev.cofferdam.watch.transcript;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** JSON objects of transcripts that are small enough to be read as trees. */
public final class JsonText {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private JsonText() {}

  /** No value at all. */
  public static JsonNode missing() {
    return MissingNode.getInstance();
  }

  /** The object in these bytes; null when there is none. Bytes that are no UTF-8 are replaced. */
  public static @Nullable JsonNode object(byte[] buffer, int from, int length, Tally tally) {
    try {
      JsonNode node = MAPPER.readTree(buffer, from, length);
      return node.isObject() ? node : null;
    } catch (JacksonException e) {
      String text = new String(buffer, from, length, StandardCharsets.UTF_8);
      try {
        JsonNode node = MAPPER.readTree(text);
        tally.repaired();
        return node.isObject() ? node : null;
      } catch (JacksonException still) {
        return null;
      }
    }
  }

  /** A value as lines for people; a text that is JSON itself is taken apart too. */
  public static String flat(JsonNode value) {
    String json = value.isString() ? value.asString("") : value.toString();
    if (!json.startsWith("{") && !json.startsWith("[")) {
      return json;
    }
    try (JsonParser parser = MAPPER.createParser(json)) {
      return Flattened.of(parser, parser.nextToken());
    } catch (JacksonException e) {
      return json;
    }
  }

  /** A point in time; 1970 when it says none. */
  public static Instant time(JsonNode value) {
    return Moment.of(value.asString(""));
  }
}
