package dev.cofferdam.watch.terminal;

import dev.cofferdam.watch.terminal.Recording.Event;
import dev.cofferdam.watch.terminal.Recording.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads and writes asciicast files. Version 2 counts time from the start, version 3 from the event
 * before; version 3 has comments. Events of unknown kinds are passed over, and a last line that is
 * cut off ends the recording, because recorders are killed.
 */
public final class Asciicast {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_EVENTS = 1_000_000;
  private static final long MOST_CHARACTERS = 64L << 20;
  private static final double LONGEST_SECONDS = 1e9;
  private static final double NANOS = 1e9;

  private Asciicast() {}

  /**
   * Reads a recording to its end, at most a million events of 64 Mi characters together.
   *
   * @throws IOException when it is none, with the number of the line
   */
  public static Recording read(BufferedReader in) throws IOException {
    String first = in.readLine();
    JsonNode head = first == null ? null : json(first);
    int version = head == null ? 0 : head.path("version").asInt(0);
    if (head == null || version < 2 || version > 3) {
      throw new IOException("line 1: this is no asciicast of version 2 or 3");
    }
    List<Event> events = new ArrayList<>();
    double now = 0;
    long characters = 0;
    int number = 1;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (line.isBlank() || (version == 3 && line.startsWith("#"))) {
        continue;
      }
      JsonNode event = json(line);
      if (event == null && in.readLine() == null) {
        break;
      }
      double seconds = event == null ? -1 : event.path(0).asDouble(-1);
      if (event == null
          || !(seconds >= 0 && seconds <= LONGEST_SECONDS)
          || !event.path(2).isString()) {
        throw new IOException("line " + number + ": this is no event of an asciicast");
      }
      now = version == 2 ? seconds : now + seconds;
      String data = event.path(2).asString("");
      characters += data.length();
      if (events.size() >= MOST_EVENTS || characters > MOST_CHARACTERS) {
        throw new IOException("line " + number + ": the recording is too long to be read");
      }
      Duration at = Duration.ofNanos(Math.round(now * NANOS));
      Kind.of(event.path(1).asString("")).ifPresent(kind -> events.add(new Event(at, kind, data)));
    }
    return recording(version, head, events);
  }

  private static Recording recording(int version, JsonNode head, List<Event> events) {
    JsonNode size = version == 2 ? head : head.path("term");
    String width = version == 2 ? "width" : "cols";
    String height = version == 2 ? "height" : "rows";
    return new Recording(
        version,
        size.path(width).asInt(80),
        size.path(height).asInt(24),
        head.has("timestamp")
            ? Optional.of(Instant.ofEpochSecond(head.path("timestamp").asLong(0)))
            : Optional.empty(),
        head.path("title").asString(""),
        head.path("command").asString(""),
        events);
  }

  /** Writes a recording in its version. */
  public static void write(Recording recording, Appendable out) throws IOException {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("version", recording.version());
    if (recording.version() == 2) {
      head.put("width", recording.columns());
      head.put("height", recording.rows());
    } else {
      head.put("term", Map.of("cols", recording.columns(), "rows", recording.rows()));
    }
    recording.started().ifPresent(started -> head.put("timestamp", started.getEpochSecond()));
    if (!recording.title().isEmpty()) {
      head.put("title", recording.title());
    }
    if (!recording.command().isEmpty()) {
      head.put("command", recording.command());
    }
    out.append(JSON.writeValueAsString(head)).append('\n');
    Duration before = Duration.ZERO;
    for (Event event : recording.events()) {
      Duration time = recording.version() == 2 ? event.at() : event.at().minus(before);
      before = event.at();
      List<Object> line =
          List.of(time.toNanos() / NANOS, String.valueOf(event.kind().code()), event.data());
      out.append(JSON.writeValueAsString(line)).append('\n');
    }
  }

  private static @org.jspecify.annotations.Nullable JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JacksonException e) {
      return null;
    }
  }
}
