package dev.cofferdam.watch.transcript.gemini;

import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.transcript.Conversation;
import dev.cofferdam.watch.transcript.Origin;
import dev.cofferdam.watch.transcript.TranscriptFormat;
import java.util.List;

/** Gemini CLI's transcripts, below {@code ~/.gemini}. */
public final class GeminiFormat implements TranscriptFormat {
  @Override
  public AgentKind agent() {
    return AgentKind.GEMINI;
  }

  /** {@code tmp/<project>/chats/session-<time>-<id>.json}. */
  @Override
  public List<Shelf> shelves() {
    return List.of(new Shelf("tmp", ".json", 3));
  }

  @Override
  public Growth growth() {
    return Growth.BY_REWRITING;
  }

  @Override
  public Conversation open(Origin origin) {
    return new GeminiConversation(origin);
  }
}
