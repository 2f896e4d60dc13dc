package dev.cofferdam.gate.view;

import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.Policy.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lets through the events about objects that a principal sees. Container and image events carry the
 * owner label; volume and network events carry none, so their objects are looked up. What was found
 * is remembered for the events that come when the object is gone. An id is asked about once; a name
 * at each event, because the next object of this name may be somebody else's.
 */
final class Events {
  /** An event is some hundred bytes long; a line beyond this ends the stream. */
  private static final int MAX_LINE = 1024 * 1024;

  private static final int MAX_REMEMBERED = 10_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Sight sight;
  private final Map<String, Boolean> seen = new LinkedHashMap<>();

  private Events(Sight sight) {
    this.sight = sight;
  }

  static void filter(InputStream in, Sight sight, ResponseSink out) throws IOException {
    Events events = new Events(sight);
    ByteArrayOutputStream line = new ByteArrayOutputStream(1024);
    byte[] buffer = new byte[16 * 1024];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      int from = 0;
      for (int i = 0; i < count; i++) {
        if (buffer[i] == '\n') {
          line.write(buffer, from, i + 1 - from);
          events.pass(line.toByteArray(), out);
          line.reset();
          from = i + 1;
        }
      }
      line.write(buffer, from, count - from);
      if (line.size() > MAX_LINE) {
        throw new IOException("an event of the engine is longer than " + MAX_LINE + " bytes");
      }
    }
  }

  private void pass(byte[] line, ResponseSink out) throws IOException {
    if (new String(line, StandardCharsets.UTF_8).isBlank()) {
      return;
    }
    try {
      JsonNode event = JSON.readTree(line);
      if (!isSeen(event)) {
        return;
      }
      byte[] shown = line;
      if (event.path("Actor").path("Attributes") instanceof ObjectNode attributes
          && attributes.remove(Labels.BINDS) != null) {
        shown = (JSON.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8);
      }
      out.write(shown, 0, shown.length);
    } catch (JacksonException e) {
      throw new IOException("an event of the engine is no JSON", e);
    }
  }

  private boolean isSeen(JsonNode event) throws IOException {
    String id = event.path("Actor").path("ID").asString("");
    JsonNode attributes = event.path("Actor").path("Attributes");
    String action = event.path("Action").asString("");
    return switch (event.path("Type").asString("")) {
      case "container" ->
          sight.sees(Kind.CONTAINER, Sight.label(attributes))
              // What is executed in a shared container may hold secrets of its owner.
              || (sight.shares(attributes.path("name").asString(""))
                  && !action.startsWith("exec_"));
      case "image" -> {
        String owner = Sight.imageLabel(attributes);
        yield owner != null
            ? sight.sees(Kind.IMAGE, owner)
            : byName("image " + id, action.equals("delete"), () -> sight.imageSeen(id));
      }
      case "volume" -> byName("volume " + id, action.equals("destroy"), () -> sight.volumeSeen(id));
      case "network" ->
          byId("network " + id, action.equals("destroy"), () -> sight.networkSeen(id))
              && (attributes.path("container").asString("").isEmpty()
                  || byContainer(attributes.path("container").asString("")));
      default -> sight.sees(Kind.CONTAINER, null);
    };
  }

  private boolean byContainer(String id) throws IOException {
    return byId("container " + id, false, () -> sight.containerSeen(id));
  }

  /** Whether an object is seen; empty when it is gone. */
  private interface Question {
    Optional<Boolean> ask() throws IOException;
  }

  private boolean byId(String key, boolean last, Question question) throws IOException {
    Boolean known = last ? seen.remove(key) : seen.get(key);
    return known != null ? known : learn(key, last, question.ask().orElse(false));
  }

  private boolean byName(String key, boolean last, Question question) throws IOException {
    Boolean known = last ? seen.remove(key) : seen.get(key);
    if (last && known != null) {
      return known;
    }
    Optional<Boolean> answer = question.ask();
    if (answer.isEmpty() && known != null) {
      return known;
    }
    return learn(key, last, answer.orElse(false));
  }

  private boolean learn(String key, boolean last, boolean answer) {
    boolean fits = seen.containsKey(key) || seen.size() < MAX_REMEMBERED;
    if (fits && !last) {
      seen.put(key, answer);
    }
    return answer;
  }
}
