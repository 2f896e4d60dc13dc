package dev.cofferdam.engine.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine's events from now on, one by one. One thread reads; {@link #close} from any other ends
 * a blocked read with an IOException.
 */
public final class EventStream implements AutoCloseable {
  private static final int MAX_EVENT = 1024 * 1024;

  private final Reply reply;
  private final BufferedReader lines;

  private EventStream(Reply reply) {
    this.reply = reply;
    this.lines = new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8));
  }

  /**
   * Subscribes. What happens after this returns is in the stream.
   *
   * @param filters Docker's filters for events, such as {@code type} and {@code event}; empty for
   *     all events
   */
  static EventStream open(EngineClient client, Map<String, List<String>> filters)
      throws IOException {
    String query = filters.isEmpty() ? "" : Paths.query(Map.of("filters", Json.write(filters)));
    Reply reply = client.send(Request.get("/events" + query));
    if (reply.status() != 200) {
      try (reply) {
        throw EngineClient.refusal(reply);
      }
    }
    return new EventStream(reply);
  }

  /** Waits for the next event; empty when the engine ends the stream. */
  public Optional<EngineEvent> next() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = lines.read(); c >= 0; c = lines.read()) {
      if (c != '\n') {
        if (line.length() >= MAX_EVENT) {
          throw new IOException("an event of the engine is longer than 1 MiB");
        }
        line.append((char) c);
      } else if (!line.toString().isBlank()) {
        byte[] json = line.toString().getBytes(StandardCharsets.UTF_8);
        return Optional.of(EngineEvent.of(Json.parse(json)));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    reply.close();
  }
}
