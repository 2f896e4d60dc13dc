package dev.cofferdam.watch.transcript.gemini;

import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.transcript.Conversation;
import dev.cofferdam.watch.transcript.Origin;
import dev.cofferdam.watch.transcript.TranscriptFormat;
import java.util.List;

/**
 * Gemini CLI's transcripts, below {@code ~/.gemini}: as lines, or as documents of older versions.
 */
public final class GeminiFormat implements TranscriptFormat {
  private final Growth growth;

  private GeminiFormat(Growth growth) {
    this.growth = growth;
  }

  /** As they are written since 2026. */
  public static GeminiFormat lines() {
    return new GeminiFormat(Growth.BY_LINES);
  }

  /** As they were written before. */
  public static GeminiFormat documents() {
    return new GeminiFormat(Growth.BY_REWRITING);
  }

  @Override
  public AgentKind agent() {
    return AgentKind.GEMINI;
  }

  /** {@code tmp/<project>/chats/session-<time>-<id>.json}, or {@code .jsonl}. */
  @Override
  public List<Shelf> shelves() {
    return List.of(new Shelf("tmp", growth == Growth.BY_LINES ? ".jsonl" : ".json", 4));
  }

  @Override
  public Growth growth() {
    return growth;
  }

  @Override
  public Conversation open(Origin origin) {
    return growth == Growth.BY_LINES ? new GeminiLines(origin) : new GeminiDocument(origin);
  }
}
