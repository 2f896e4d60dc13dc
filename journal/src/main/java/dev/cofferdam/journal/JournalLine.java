package dev.cofferdam.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line as it stands in a segment.
 *
 * @param segment number of the segment
 * @param number of the line in it, the header being 1
 * @param raw the JSON text without the newline, members unknown to this version included
 */
public record JournalLine(int segment, int number, String raw) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final byte[] SEQ = {'{', '"', 's', 'e', 'q', '"', ':'};

  /** The sequence number the line gives itself, -1 if it gives none. */
  public long seq() {
    byte[] start = raw.substring(0, Math.min(raw.length(), 32)).getBytes(UTF_8);
    return seq(start, 0, start.length);
  }

  static long seq(byte[] line, int from, int length) {
    int end = from + length;
    int at = from + SEQ.length;
    if (at >= end || !Arrays.equals(line, from, at, SEQ, 0, SEQ.length)) {
      return -1;
    }
    long seq = 0;
    int first = at;
    while (at < end && line[at] >= '0' && line[at] <= '9' && at - first < 18) {
      seq = seq * 10 + line[at++] - '0';
    }
    return at > first && at < end && line[at] == ',' ? seq : -1;
  }

  /** The entry, or null if the line is no entry of this format (the verifier will tell why). */
  public @Nullable Entry entry() {
    try {
      JsonNode line = JSON.readTree(raw);
      Kind kind = Kind.of(text(line, "kind"));
      if (kind == null || !line.path("principal").isString()) {
        return null;
      }
      Instant time = Instant.parse(text(line, "time"));
      return new Entry(
          kind,
          Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano()),
          text(line, "principal"),
          peer(line.path("peer")),
          text(line, "method"),
          text(line, "path"),
          text(line, "operation"),
          optional(line, "target"),
          text(line, "verdict"),
          optional(line, "rule"),
          optional(line, "reason"),
          changes(line.path("changes")),
          line.path("status").asInt(0),
          line.path("bytesIn").asLong(0),
          line.path("bytesOut").asLong(0),
          line.path("durationNanos").asLong(0));
    } catch (JacksonException | DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static @Nullable Peer peer(JsonNode peer) {
    if (!peer.isObject()) {
      return null;
    }
    return new Peer(
        id(peer, "uid"),
        id(peer, "gid"),
        id(peer, "pid"),
        optional(peer, "address"),
        optional(peer, "certificate"));
  }

  private static int id(JsonNode peer, String name) {
    return (int) peer.path(name).asLong(Peer.UNKNOWN);
  }

  private static List<String> changes(JsonNode changes) {
    List<String> texts = new ArrayList<>();
    for (JsonNode change : changes) {
      texts.add(change.asString(""));
    }
    return texts;
  }

  private static String text(JsonNode line, String name) {
    return line.path(name).asString("");
  }

  private static @Nullable String optional(JsonNode line, String name) {
    JsonNode value = line.path(name);
    return value.isString() ? value.stringValue() : null;
  }
}
