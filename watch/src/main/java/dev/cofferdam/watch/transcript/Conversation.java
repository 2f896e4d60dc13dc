package dev.cofferdam.watch.transcript;

import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.masking.Masking;
import java.util.List;

/**
 * One transcript while it is read. Pieces must come in order and without gaps. For one thread at a
 * time.
 */
public interface Conversation {
  /**
   * Takes the next piece: a line without its end, or a whole document, as the format grows. Never
   * fails on what it holds: what cannot be read is counted in the tally.
   */
  void piece(byte[] buffer, int from, int length);

  /**
   * The exchanges that changed since this was asked last, each as it now stands. Those of which
   * nothing more can come are forgotten here after that.
   */
  List<Exchange> changed(Masking masking);

  /** Drops the news that {@link #changed} would give: they are in the archive already. */
  void settle();

  /** What was read so far. */
  Tally tally();
}
