package dev.cofferdam.journal;

import java.time.Duration;

/** Where verdicts go on record. All methods may be called from any thread. */
public interface Journal extends AutoCloseable {

  /**
   * Puts an entry in the queue: no I/O, no hashing, no lock; fit for an event loop.
   *
   * @return false if the entry was not taken – the queue is full or the journal closed. A caller
   *     that fails closed refuses the request then.
   */
  boolean record(Entry entry);

  /** Whether entries reach the file; one volatile read, made to be asked before each request. */
  boolean healthy();

  /** The same with the reason, for people. */
  Health health();

  /** Counters for metrics. */
  Stats stats();

  /**
   * Waits until everything recorded before the call is on disk (written and fsynced).
   *
   * @return false if that took longer than {@code timeout} or writing fails
   * @throws InterruptedException if the caller is interrupted while it waits
   */
  boolean flush(Duration timeout) throws InterruptedException;

  /**
   * Takes no more entries, writes those in the queue, and releases the folder. Waits for at most
   * ten seconds when writing fails; what is lost then is logged. A second call does nothing.
   */
  @Override
  void close();

  /** A journal that keeps nothing. */
  static Journal none() {
    return NoJournal.INSTANCE;
  }
}
