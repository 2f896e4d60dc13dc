package dev.cofferdam.watch.transcript.claude;

import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ToolUse;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.transcript.Draft;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of which more may come: the latest few of the person, and the latest of the
 * sub-agents that wrote into the same file. Older ones are given out a last time and forgotten.
 */
final class OpenDrafts {
  private static final int MOST = 3;
  private static final int MOST_SIDE = 32;

  private final Deque<Open> main = new ArrayDeque<>();
  private final Deque<Open> side = new ArrayDeque<>();
  private final Map<String, Open> byRecord = new HashMap<>();
  private final List<Draft> done = new ArrayList<>();

  void begin(Draft draft, ClaudeRecord record) {
    Open open = new Open(draft, record.agentId);
    Deque<Open> deque = record.sidechain ? side : main;
    deque.addLast(open);
    own(open, record.uuid);
    while (deque.size() > (record.sidechain ? MOST_SIDE : MOST)) {
      retire(deque.removeFirst());
    }
  }

  /** The exchange that a record belongs to; null when none is open. */
  @Nullable Draft of(ClaudeRecord record) {
    Open open = byRecord.get(record.parent);
    if (open == null) {
      open = record.sidechain ? latestOf(record.agentId) : main.peekLast();
    }
    if (open == null) {
      return null;
    }
    own(open, record.uuid);
    return open.draft;
  }

  /** Whether the agent has not finished its latest answer. */
  boolean busy() {
    Open latest = main.peekLast();
    return latest != null && !latest.draft.isComplete();
  }

  /** The exchange that counts this message's tokens already, or else the one given. */
  Draft counting(String message, Draft draft) {
    for (Open open : main) {
      if (open.draft.counts(message)) {
        return open.draft;
      }
    }
    return draft;
  }

  void outcome(String use, ToolUse.Outcome outcome) {
    for (Open open : main) {
      if (open.draft.outcome(use, outcome)) {
        return;
      }
    }
    for (Open open : side) {
      if (open.draft.outcome(use, outcome)) {
        return;
      }
    }
  }

  void title(String title) {
    main.forEach(open -> open.draft.title(title));
  }

  List<Exchange> changed(Masking masking) {
    List<Exchange> changed = new ArrayList<>();
    done.stream().filter(Draft::hasNews).forEach(each -> changed.add(each.exchange(masking)));
    done.clear();
    for (Deque<Open> deque : List.of(main, side)) {
      for (Open open : deque) {
        if (open.draft.hasNews()) {
          changed.add(open.draft.exchange(masking));
        }
      }
    }
    return changed;
  }

  void settle() {
    done.clear();
    main.forEach(open -> open.draft.settle());
    side.forEach(open -> open.draft.settle());
  }

  private void own(Open open, String uuid) {
    if (!uuid.isEmpty()) {
      byRecord.put(uuid, open);
      open.records.add(uuid);
    }
  }

  private void retire(Open open) {
    open.records.forEach(byRecord::remove);
    done.add(open.draft);
  }

  private @Nullable Open latestOf(String agentId) {
    Open latest = null;
    for (Open open : side) {
      if (agentId.isEmpty() || open.agentId.equals(agentId)) {
        latest = open;
      }
    }
    return latest;
  }

  private static final class Open {
    private final Draft draft;
    private final String agentId;
    private final List<String> records = new ArrayList<>();

    Open(Draft draft, String agentId) {
      this.draft = draft;
      this.agentId = agentId;
    }
  }
}
