package dev.cofferdam.gate.buildkit;

import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.journal.Entry;
import dev.cofferdam.journal.Kind;
import dev.cofferdam.policy.Finding;
import dev.cofferdam.policy.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the journal will say about one call of BuildKit. Used by one thread. */
final class SolveRecord {
  private final Caller caller;
  private final String path;
  private final long begunEpochNanos = System.currentTimeMillis() * 1_000_000L;
  private final long begunNanos = System.nanoTime();
  private String operation = Operation.BUILD_KIT_GRPC.id();
  private @Nullable String target;
  private String verdict = "";
  private @Nullable String rule;
  private @Nullable String reason;
  private final List<String> changes = new ArrayList<>();
  private int status = 200;
  private boolean ended;

  SolveRecord(Caller caller, String path) {
    this.caller = caller;
    this.path = path.length() > 200 ? path.substring(0, 200) : path;
  }

  /** It is a build, of these tags. */
  SolveRecord build(List<String> tags) {
    operation = Operation.IMAGE_BUILD.id();
    target = tags.isEmpty() ? null : tags.getFirst();
    return this;
  }

  SolveRecord forwarded(Verdict.Forward forward, List<String> dropped) {
    changes.addAll(forward.changes());
    dropped.forEach(name -> changes.add("option " + name + " dropped"));
    verdict = "forward";
    forward
        .audited()
        .forEach(finding -> {
          verdict = "audit";
          rule = rule == null ? finding.rule() : rule;
          changes.add("would refuse: " + finding.rule());
        });
    return this;
  }

  SolveRecord changed(String words) {
    changes.add(words);
    return this;
  }

  SolveRecord refused(Finding finding) {
    verdict = "deny";
    rule = finding.rule();
    reason = finding.message();
    status = finding.status();
    return this;
  }

  /** It passed, but nothing came of it. */
  SolveRecord failed(String why) {
    verdict = verdict.isEmpty() ? "error" : verdict;
    reason = why;
    status = 500;
    return this;
  }

  /** Writes the line, once. */
  void end(BuildKit kit) {
    if (ended) {
      return;
    }
    ended = true;
    long nanos = System.nanoTime() - begunNanos;
    String refusedBy = rule;
    if (verdict.equals("deny") && refusedBy != null) {
      kit.metrics().refused(refusedBy);
    }
    kit.metrics().served(operation, verdict, status, nanos);
    kit.journal()
        .record(
            new Entry(
                Kind.REQUEST,
                begunEpochNanos,
                caller.principal().name(),
                caller.peer(),
                "POST",
                path,
                operation,
                target,
                verdict,
                rule,
                reason,
                changes,
                status,
                0,
                0,
                nanos));
  }
}
