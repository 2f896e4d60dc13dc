package dev.cofferdam.watch.transcript.codex;

import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.transcript.Conversation;
import dev.cofferdam.watch.transcript.Origin;
import dev.cofferdam.watch.transcript.TranscriptFormat;
import java.util.List;

/** Codex's transcripts, below {@code ~/.codex} or wherever {@code CODEX_HOME} says. */
public final class CodexFormat implements TranscriptFormat {
  @Override
  public AgentKind agent() {
    return AgentKind.CODEX;
  }

  /** {@code sessions/<year>/<month>/<day>/rollout-<time>-<id>.jsonl}. */
  @Override
  public List<Shelf> shelves() {
    return List.of(new Shelf("sessions", ".jsonl", 5));
  }

  @Override
  public Growth growth() {
    return Growth.BY_LINES;
  }

  @Override
  public Conversation open(Origin origin) {
    return new CodexConversation(origin);
  }
}
