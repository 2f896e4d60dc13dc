package dev.cofferdam.watch.transcript.claude;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prompts that were put into the queue, until they turn up as records of their own. */
final class QueuedPrompts {
  private static final int MOST = 100;

  private final List<Waiting> waiting = new ArrayList<>();
  private final List<Waiting> overtakenOnce = new ArrayList<>();

  /**
   * A prompt in the queue.
   *
   * @param busy whether the agent was busy when it was typed; programs queue their first prompt too
   */
  record Waiting(ClaudeRecord record, boolean busy) {}

  void put(ClaudeRecord record, boolean busy) {
    // Commands and what the machine writes turn up in other shapes than they were queued in.
    if (!record.text.isBlank()
        && !record.text.startsWith("/")
        && !record.text.startsWith("<")
        && waiting.size() < MOST) {
      waiting.add(new Waiting(record, busy));
    }
  }

  /** The person took everything back into the input line. */
  void takenBack() {
    waiting.clear();
    overtakenOnce.clear();
  }

  /** The one with this text, which waits no longer; null when none waited. */
  @Nullable Waiting take(String text) {
    Waiting found = remove(overtakenOnce, text);
    return found == null ? remove(waiting, text) : found;
  }

  /**
   * A prompt came that was not in the queue: those that saw this happen once before. One prompt may
   * overtake a queued one and still see it come; two do not.
   */
  List<Waiting> overtaken() {
    List<Waiting> late = List.copyOf(overtakenOnce);
    overtakenOnce.clear();
    overtakenOnce.addAll(waiting);
    waiting.clear();
    return late;
  }

  private static @Nullable Waiting remove(List<Waiting> from, String text) {
    Iterator<Waiting> each = from.iterator();
    while (each.hasNext()) {
      Waiting next = each.next();
      if (next.record().text.strip().equals(text.strip())) {
        each.remove();
        return next;
      }
    }
    return null;
  }
}
