package dev.cofferdam.gate.connection;

import dev.cofferdam.journal.Entry;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.journal.Kind;
import dev.cofferdam.journal.Peer;
import dev.cofferdam.policy.Finding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the journal will say about one request; filled in while it passes. Used on one event loop
 * only.
 */
final class Passage {
  private final String principal;
  private final @Nullable Peer peer;
  private final long begunEpochNanos;
  private final long begunNanos;
  private String method = "";
  private String path = "";
  private String operation = "";
  private @Nullable String target;
  private String verdict = "";
  private @Nullable String rule;
  private @Nullable String reason;
  private List<String> changes = List.of();
  private int status;
  private boolean ended;
  long bytesIn;
  long bytesOut;

  Passage(String principal, @Nullable Peer peer) {
    this.principal = principal;
    this.peer = peer;
    this.begunEpochNanos = System.currentTimeMillis() * 1_000_000L;
    this.begunNanos = System.nanoTime();
  }

  void names(String requestMethod, String decodedPath) {
    method = requestMethod;
    path = decodedPath;
  }

  void operation(String id, @Nullable String targetName) {
    operation = id;
    target = targetName;
  }

  void target(String id) {
    target = id;
  }

  void forwarded(List<String> changed, List<Finding> audited) {
    changes = changed;
    if (audited.isEmpty()) {
      verdict = "forward";
    } else {
      verdict = "audit";
      rule = audited.getFirst().rule();
      List<String> all = new ArrayList<>(changed);
      audited.forEach(finding -> all.add("would refuse: " + finding.rule()));
      changes = all;
    }
  }

  /** Adds what was found in the body of a request that passed. */
  void audited(List<Finding> found) {
    if (!found.isEmpty()) {
      if (!verdict.equals("audit")) {
        verdict = "audit";
        rule = found.getFirst().rule();
      }
      List<String> all = new ArrayList<>(changes);
      found.forEach(finding -> all.add("would refuse: " + finding.rule()));
      changes = all;
    }
  }

  void refused(Finding finding) {
    refused(finding, finding.message());
  }

  /** Refused, for a reason that is put on record in other words than the client is told. */
  void refused(Finding finding, String recorded) {
    verdict = "deny";
    rule = finding.rule();
    reason = recorded;
  }

  /** The request passed, but no answer of the engine came of it. */
  void failed(String why) {
    if (verdict.isEmpty()) {
      verdict = "error";
    }
    reason = why;
  }

  void status(int code) {
    status = code;
  }

  int status() {
    return status;
  }

  String path() {
    return path;
  }

  String operation() {
    return operation;
  }

  String verdict() {
    return verdict;
  }

  long nanos() {
    return System.nanoTime() - begunNanos;
  }

  /** Records that a stream was opened, which may go on for days. */
  boolean opened(Journal journal) {
    return journal.record(entry(Kind.STREAM_OPEN));
  }

  /** Records the request; later calls do nothing. */
  void end(Journal journal, boolean wasStream) {
    if (!ended) {
      ended = true;
      journal.record(entry(wasStream ? Kind.STREAM_END : Kind.REQUEST));
    }
  }

  private Entry entry(Kind kind) {
    return new Entry(
        kind,
        begunEpochNanos,
        principal,
        peer,
        method,
        path,
        operation,
        target,
        verdict,
        rule,
        reason,
        changes,
        status,
        bytesIn,
        bytesOut,
        System.nanoTime() - begunNanos);
  }
}
