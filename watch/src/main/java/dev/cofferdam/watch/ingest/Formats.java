package dev.cofferdam.watch.ingest;

import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.transcript.TranscriptFormat;
import dev.cofferdam.watch.transcript.claude.ClaudeFormat;
import dev.cofferdam.watch.transcript.codex.CodexFormat;
import dev.cofferdam.watch.transcript.gemini.GeminiFormat;
import java.util.List;
import java.util.Optional;

/** The transcripts that can be read. */
public final class Formats {
  private static final List<TranscriptFormat> ALL =
      List.of(new ClaudeFormat(), new CodexFormat(), new GeminiFormat());

  private Formats() {}

  /** The format of an agent; empty when its transcripts cannot be read. */
  public static Optional<TranscriptFormat> of(AgentKind agent) {
    return ALL.stream().filter(format -> format.agent() == agent).findFirst();
  }
}
