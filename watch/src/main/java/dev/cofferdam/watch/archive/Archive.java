package dev.cofferdam.watch.archive;

import dev.cofferdam.watch.exchange.Exchange;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Exchanges that are kept. Safe for use by several threads, and by several processes at once: who
 * writes waits for who is writing. Every failure is an {@link IOException} whose message says what
 * happened and what to do; what was put before it is safe.
 */
public interface Archive extends AutoCloseable {
  /**
   * Keeps exchanges; they are on disk when this returns. One with an id that is there already
   * replaces it when it was read from the same transcript or knows more, and takes over its labels.
   * What was to be forgotten is passed over.
   */
  void put(Collection<Exchange> exchanges) throws IOException;

  /** Lets other processes write, until the next {@link #put}. */
  void rest() throws IOException;

  /**
   * What is wrong with it although nothing failed: it cannot be reached and exchanges wait on this
   * machine. Empty when all is well.
   */
  default String condition() {
    return "";
  }

  /** One page of what matches. */
  Page find(Search search) throws IOException;

  /** The exchange with this id, or with an id that begins so when only one does. */
  Optional<Exchange> exchange(String id) throws IOException;

  /** What matches, summed by day (UTC), project and model, in this order. */
  List<Sums> sums(Filter filter) throws IOException;

  /**
   * Attaches labels to an exchange and removes others.
   *
   * @return the labels it has now; empty when there is no such exchange
   */
  Optional<Set<String>> label(String id, Set<String> add, Set<String> remove) throws IOException;

  /**
   * Deletes everything about somebody or something, and keeps it from coming back when transcripts
   * are read again.
   *
   * @return how many exchanges were deleted
   */
  long forget(Forget what) throws IOException;

  /**
   * Deletes what was asked before a point in time. It does not come back either: {@link #put}
   * passes over what is older.
   *
   * @return how many exchanges were deleted
   */
  long expire(Instant before) throws IOException;

  @Override
  void close() throws IOException;

  /** Walks over everything that matches, page by page. */
  default void each(Filter filter, Order order, Taker taker) throws IOException {
    String after = "";
    do {
      Page page = find(new Search(filter, order, 200, after, false));
      for (Hit hit : page.hits()) {
        taker.take(hit.exchange());
      }
      after = page.next();
    } while (!after.isEmpty());
  }

  /** Takes an exchange. */
  interface Taker {
    void take(Exchange exchange) throws IOException;
  }
}
