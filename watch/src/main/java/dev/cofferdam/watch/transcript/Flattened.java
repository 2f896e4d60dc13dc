package dev.cofferdam.watch.transcript;

import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * A JSON value as lines {@code name: value}, for people and for masking: a password is recognised
 * by the name in front of it, and in its plain form, not behind backslashes.
 */
public final class Flattened {
  private static final int MOST = 1 << 20;

  private Flattened() {}

  /**
   * The value that begins at the current token; the parser is left at its last token.
   *
   * @param value the current token
   */
  public static String of(JsonParser json, JsonToken value) {
    StringBuilder lines = new StringBuilder();
    Deque<String> names = new ArrayDeque<>();
    String name = "";
    int depth = 0;
    JsonToken token = value;
    while (true) {
      switch (token) {
        case START_OBJECT, START_ARRAY -> {
          depth++;
          names.push(name);
        }
        case END_OBJECT, END_ARRAY -> {
          depth--;
          names.pop();
          name = names.isEmpty() ? "" : names.peek();
        }
        case PROPERTY_NAME -> name = json.currentName();
        default -> scalar(lines, name, json);
      }
      if (depth == 0) {
        return lines.toString();
      }
      token = json.nextToken();
      if (token == null) {
        return lines.toString();
      }
    }
  }

  private static void scalar(StringBuilder lines, String name, JsonParser json) {
    if (lines.length() >= MOST) {
      return;
    }
    if (!lines.isEmpty()) {
      lines.append('\n');
    }
    if (!name.isEmpty()) {
      lines.append(name).append(": ");
    }
    lines.append(json.getString());
  }
}
