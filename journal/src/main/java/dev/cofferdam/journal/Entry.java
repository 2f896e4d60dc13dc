package dev.cofferdam.journal;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal. Texts must be free of secrets; the writer cuts a text after 4 KiB and
 * the list of changes after 8 KiB, and marks the place with an ellipsis.
 *
 * @param kind what the entry is about
 * @param epochNanos when, in nanoseconds since 1970-01-01T00:00Z
 * @param principal who asked; {@code cofferdam} for its own events
 * @param peer the other end of the connection, null if there was none
 * @param method HTTP method, empty for events
 * @param path the canonical path or its template, empty for events
 * @param operation operation of the Docker API catalogue, or an event's name such as {@code
 *     journal.gap}
 * @param target full id or name of what the operation was about
 * @param verdict {@code forward}, {@code deny} … in the policy's words; empty for events
 * @param rule id of the rule that decided, such as {@code container.privileged}
 * @param reason why, for people
 * @param changes what the gate changed in the request before it went on
 * @param status HTTP status that the caller got, 0 if none
 * @param bytesIn bytes from the caller
 * @param bytesOut bytes to the caller
 * @param durationNanos from the request's first byte to the end of its answer
 */
public record Entry(
    Kind kind,
    long epochNanos,
    String principal,
    @Nullable Peer peer,
    String method,
    String path,
    String operation,
    @Nullable String target,
    String verdict,
    @Nullable String rule,
    @Nullable String reason,
    List<String> changes,
    int status,
    long bytesIn,
    long bytesOut,
    long durationNanos) {

  /** Copies {@code changes} unless it is immutable already. */
  public Entry {
    changes = List.copyOf(changes);
  }

  /** An event of Cofferdam itself, now. {@code name} is such as {@code policy.reloaded}. */
  public static Entry event(String name, String reason) {
    return new Entry(
        Kind.EVENT,
        System.currentTimeMillis() * 1_000_000L,
        "cofferdam",
        null,
        "",
        "",
        name,
        null,
        "",
        null,
        reason,
        List.of(),
        0,
        0,
        0,
        0);
  }

  /** When it happened. */
  public Instant time() {
    return Instant.ofEpochSecond(0, epochNanos);
  }
}
