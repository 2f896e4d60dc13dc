package dev.cofferdam.watch.ingest;

import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.transcript.TranscriptFormat;
import dev.cofferdam.watch.transcript.claude.ClaudeFormat;
import dev.cofferdam.watch.transcript.codex.CodexFormat;
import dev.cofferdam.watch.transcript.gemini.GeminiFormat;
import java.util.List;

/** The transcripts that can be read. */
public final class Formats {
  private static final List<TranscriptFormat> ALL =
      List.of(
          new ClaudeFormat(), new CodexFormat(), GeminiFormat.lines(), GeminiFormat.documents());

  private Formats() {}

  /** The formats of an agent; none when its transcripts cannot be read. */
  public static List<TranscriptFormat> of(AgentKind agent) {
    return ALL.stream().filter(format -> format.agent() == agent).toList();
  }
}
