package dev.cofferdam.watch.archive;

import dev.cofferdam.watch.exchange.Exchange;

/** Which of two exchanges with the same id stays. */
public final class Succession {
  private Succession() {}

  /**
   * Whether a newly read exchange replaces the one that is kept. A resumed or branched session
   * copies the history of another: the first one read stays, until a copy knows more.
   */
  public static boolean replaces(Exchange fresh, Exchange kept) {
    boolean same =
        fresh.transcript().equals(kept.transcript()) && fresh.source().equals(kept.source());
    return same ? fresh.records() >= kept.records() : fresh.records() > kept.records();
  }
}
