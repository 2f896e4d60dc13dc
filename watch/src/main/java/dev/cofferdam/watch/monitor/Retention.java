package dev.cofferdam.watch.monitor;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.source.TranscriptPlace;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Forgets what was asked long ago, before anything is read, so that old transcripts are not
 * archived only to be deleted. Whole days in UTC are forgotten, each once. For one thread. It does
 * not own the archive.
 */
public final class Retention implements TranscriptReader {
  private static final Duration AGAIN = Duration.ofMinutes(5);

  private final Archive archive;
  private final int days;
  private final Clock clock;
  private final TranscriptReader reader;
  private Instant done = Instant.MIN;
  private Instant notBefore = Instant.MIN;
  private List<Fault> failed = List.of();

  /**
   * Stands before a reader of transcripts.
   *
   * @param days how many days are kept besides today, at least 1
   */
  public Retention(Archive archive, int days, Clock clock, TranscriptReader reader) {
    if (days < 1) {
      throw new IllegalArgumentException("at least one day is kept, not " + days);
    }
    this.archive = archive;
    this.days = days;
    this.clock = clock;
    this.reader = reader;
  }

  @Override
  public Pass read(List<TranscriptPlace> places) {
    Instant now = clock.instant();
    Instant before = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(days));
    if (before.isAfter(done) && !now.isBefore(notBefore)) {
      forget(before, now);
    }
    Pass pass = reader.read(places);
    List<Fault> faults = new ArrayList<>(pass.faults());
    faults.addAll(failed);
    return new Pass(pass.exchanges(), faults);
  }

  private void forget(Instant before, Instant now) {
    try {
      archive.expire(before);
      done = before;
      failed = List.of();
    } catch (IOException e) {
      notBefore = now.plus(AGAIN);
      failed =
          List.of(
              new Fault(
                  "retention",
                  "what is older than "
                      + days
                      + " days is still in the archive, and is tried again every "
                      + AGAIN.toMinutes()
                      + " minutes: "
                      + e.getMessage()));
    }
  }
}
