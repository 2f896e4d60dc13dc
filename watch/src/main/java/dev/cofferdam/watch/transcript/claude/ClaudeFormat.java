package dev.cofferdam.watch.transcript.claude;

import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.transcript.Conversation;
import dev.cofferdam.watch.transcript.Origin;
import dev.cofferdam.watch.transcript.TranscriptFormat;
import java.util.List;

/**
 * Claude Code's transcripts, below {@code ~/.claude} or wherever {@code CLAUDE_CONFIG_DIR} says.
 */
public final class ClaudeFormat implements TranscriptFormat {
  @Override
  public AgentKind agent() {
    return AgentKind.CLAUDE_CODE;
  }

  /**
   * {@code projects/<folder>/<session>.jsonl} and {@code …/<session>/subagents/agent-<id>.jsonl}.
   */
  @Override
  public List<Shelf> shelves() {
    return List.of(new Shelf("projects", ".jsonl", 4));
  }

  @Override
  public Growth growth() {
    return Growth.BY_LINES;
  }

  @Override
  public Conversation open(Origin origin) {
    return new ClaudeConversation(origin);
  }
}
