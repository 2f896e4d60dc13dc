package dev.cofferdam.watch.ingest;

import java.util.List;

/**
 * What one pass did.
 *
 * @param files how many transcripts there are
 * @param grown how many of them had grown
 * @param bytes how many bytes were read
 * @param exchanges how many exchanges were written or brought up to date
 * @param copies how many records had been there before, as after a compaction
 * @param corrupt how many lines could not be read and were passed over
 * @param unknown how many records were of an unknown type; they are kept
 * @param problems what went wrong and was not reported by the pass before
 * @param over which problems of earlier passes are gone
 */
public record PassReport(
    int files,
    int grown,
    long bytes,
    int exchanges,
    long copies,
    long corrupt,
    long unknown,
    List<Problem> problems,
    List<Problem> over) {

  /** Copies the lists. */
  public PassReport {
    problems = List.copyOf(problems);
    over = List.copyOf(over);
  }
}
