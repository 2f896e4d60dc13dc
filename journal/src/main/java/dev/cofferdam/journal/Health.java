package dev.cofferdam.journal;

import java.time.Instant;

/** Whether the journal can put on record what it is given. */
public sealed interface Health {

  /** Entries reach the file. */
  record Writing() implements Health {}

  /** There is no journal, by choice. */
  record Off() implements Health {}

  /**
   * Writing fails and is tried again until it works; meanwhile entries wait in the queue. A gate
   * that fails closed refuses requests now.
   *
   * @param reason what the operating system said, and about which file
   * @param since when it first failed
   */
  record Failed(String reason, Instant since) implements Health {}

  /** The journal was closed; nothing is accepted any more. */
  record Closed() implements Health {}
}
