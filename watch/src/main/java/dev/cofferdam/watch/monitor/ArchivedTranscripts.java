package dev.cofferdam.watch.monitor;

import dev.cofferdam.watch.ingest.Ingest;
import dev.cofferdam.watch.ingest.PassReport;
import dev.cofferdam.watch.source.TranscriptPlace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Transcripts go into the archive. For one thread. */
public final class ArchivedTranscripts implements TranscriptReader {
  private final Ingest ingest;
  private final Map<String, Fault> wrong = new LinkedHashMap<>();

  public ArchivedTranscripts(Ingest ingest) {
    this.ingest = ingest;
  }

  @Override
  public Pass read(List<TranscriptPlace> places) {
    PassReport report = ingest.pass(places);
    report.over().forEach(problem -> wrong.remove(problem.where()));
    report
        .problems()
        .forEach(problem -> wrong.put(problem.where(), new Fault(problem.where(), problem.what())));
    return new Pass(report.exchanges(), List.copyOf(wrong.values()));
  }
}
