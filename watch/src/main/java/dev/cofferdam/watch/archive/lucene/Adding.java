package dev.cofferdam.watch.archive.lucene;

import dev.cofferdam.watch.exchange.Exchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;

/**
 * Puts exchanges into the index. Cutting texts into words is most of the work of an archive, so
 * many exchanges are shared out among the processors.
 */
final class Adding {
  /** Below this a second thread, and the segment it makes, cost more than they bring. */
  private static final int WORTH_A_THREAD = 128;

  private static final int MOST_THREADS = 4;

  /** The order of {@link Fields#NEWEST}. */
  private static final Comparator<Entry> NEWEST =
      Comparator.comparing((Entry entry) -> entry.exchange().started())
          .reversed()
          .thenComparing(entry -> entry.exchange().id());

  private Adding() {}

  /** What to put, and whether the index has one with the same id that goes. */
  record Entry(Exchange exchange, boolean replaces) {}

  /** On return all are in the index, not yet committed. */
  static void all(IndexWriter writer, Collection<Entry> unsorted) throws IOException {
    // In the order of the index: what is in order already need not be put in order.
    List<Entry> entries = unsorted.stream().sorted(NEWEST).toList();
    int threads =
        Math.clamp(
            entries.size() / WORTH_A_THREAD,
            1,
            Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));
    if (threads == 1) {
      some(writer, entries);
      return;
    }
    List<Future<Boolean>> parts = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int part = 0; part < threads; part++) {
        List<Entry> share =
            entries.subList(entries.size() * part / threads, entries.size() * (part + 1) / threads);
        parts.add(
            executor.submit(() -> {
              some(writer, share);
              // A commit would write out one buffer after the other.
              return writer.flushNextBuffer();
            }));
      }
    }
    for (Future<Boolean> part : parts) {
      finish(part);
    }
  }

  private static void some(IndexWriter writer, List<Entry> entries) throws IOException {
    for (Entry entry : entries) {
      if (entry.replaces()) {
        writer.updateDocument(
            new Term(Fields.ID, entry.exchange().id()), Fields.document(entry.exchange()));
      } else {
        // Nothing to look for and delete in older segments.
        writer.addDocument(Fields.document(entry.exchange()));
      }
    }
  }

  private static void finish(Future<Boolean> part) throws IOException {
    try {
      part.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IOException(e.getMessage(), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while writing to the archive", e);
    }
  }
}
