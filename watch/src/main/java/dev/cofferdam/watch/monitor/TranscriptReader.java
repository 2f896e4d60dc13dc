package dev.cofferdam.watch.monitor;

import dev.cofferdam.watch.source.TranscriptPlace;
import java.util.List;

/** What is done with the places where transcripts are. */
public interface TranscriptReader {
  /**
   * What a pass did.
   *
   * @param exchanges archived or brought up to date
   * @param faults all that is wrong now, told before or not
   */
  record Pass(int exchanges, List<Fault> faults) {}

  /** Reads what is new there. The places are good until this returns. */
  Pass read(List<TranscriptPlace> places);
}
