package dev.cofferdam.engine.build;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Walks JSON so that nothing is missed that Go's lenient reader would see: members that come twice
 * are visited twice, and names are compared as Go folds them. What is no JSON is refused.
 */
final class GoJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** An element of an array, where a member's name would stand. */
  static final String ELEMENT = "[]";

  private GoJson() {}

  interface Visitor {
    /**
     * A text, number, truth value or null, which is empty.
     *
     * @param path names of the members that lead to it, {@link #ELEMENT} for arrays; changes after
     */
    void value(List<String> path, String text) throws ContextException;

    /** An object is over, to which this path leads. */
    default void objectEnded(List<String> path) {}
  }

  static void walk(String file, byte[] json, Visitor visitor) throws ContextException {
    // As Go does, and not as a guess at UTF-16: what is no UTF-8 becomes U+FFFD.
    String text = new String(json, StandardCharsets.UTF_8);
    List<String> path = new ArrayList<>();
    try (JsonParser parser = MAPPER.createParser(text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case PROPERTY_NAME -> path.add(parser.currentName());
          case START_ARRAY -> path.add(ELEMENT);
          case START_OBJECT -> {}
          case END_ARRAY -> {
            path.removeLast();
            leave(parser, path);
          }
          case END_OBJECT -> {
            visitor.objectEnded(path);
            leave(parser, path);
          }
          default -> {
            visitor.value(path, token == JsonToken.VALUE_NULL ? "" : parser.getString());
            leave(parser, path);
          }
        }
      }
    } catch (JacksonException e) {
      throw TarHeader.broken(ContextException.printable(file) + " is not JSON");
    }
  }

  /** A value is over, and with it the member that it belongs to. */
  private static void leave(JsonParser parser, List<String> path) {
    if (parser.streamReadContext().inObject()) {
      path.removeLast();
    }
  }

  /** Whether Go would store a member of this spelling under this name; never too strict. */
  static boolean is(String spelling, String name) {
    return spelling.equalsIgnoreCase(name);
  }
}
