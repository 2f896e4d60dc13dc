package dev.cofferdam.session.relay;

import dev.cofferdam.journal.Entry;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.journal.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call for the journal: what was called and how it went, nothing of what was said. Used on the
 * connection's event loop only.
 */
final class CallRecord {
  /** Agents write the model before the messages. */
  private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([\\w.:/@-]{1,100})\"");

  private static final int LOOKED_AT = 4096;

  private final Journal journal;
  private final String principal;
  private final String method;
  private final Route route;
  private final long began = System.nanoTime();
  private final StringBuilder head = new StringBuilder();
  private @Nullable String model;
  private long bytesIn;
  private long bytesOut;
  private boolean ended;

  CallRecord(Journal journal, String principal, String method, Route route) {
    this.journal = journal;
    this.principal = principal;
    this.method = method;
    this.route = route;
    Matcher named = Pattern.compile("/models/([\\w.-]{1,100})(:|$)").matcher(route.path());
    this.model = named.find() ? named.group(1) : null;
  }

  void sent(byte[] part) {
    bytesIn += part.length;
    if (model == null && head.length() < LOOKED_AT) {
      int length = Math.min(part.length, LOOKED_AT - head.length());
      head.append(new String(part, 0, length, StandardCharsets.ISO_8859_1));
      Matcher found = MODEL.matcher(head);
      if (found.find()) {
        model = found.group(1);
      }
    }
  }

  void received(long bytes) {
    bytesOut += bytes;
  }

  /**
   * Writes the entry, once.
   *
   * @param status what the client got; 0 when it went away before
   * @param reason why the relay itself answered or ended it, or null
   */
  void end(int status, @Nullable String reason) {
    if (ended) {
      return;
    }
    ended = true;
    journal.record(
        new Entry(
            Kind.EVENT,
            System.currentTimeMillis() * 1_000_000L,
            principal,
            null,
            method,
            route.shown(),
            "relay.call",
            model,
            "",
            null,
            reason,
            List.of(),
            status,
            bytesIn,
            bytesOut,
            System.nanoTime() - began));
  }
}
