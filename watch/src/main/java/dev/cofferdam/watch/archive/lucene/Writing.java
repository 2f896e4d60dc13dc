package dev.cofferdam.watch.archive.lucene;

import java.io.IOException;
import java.time.Duration;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Changes the index: one process at a time, each change committed before the next. For one thread
 * at a time.
 */
final class Writing {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PrivateFolder folder;
  private final Analyzer words;
  private @Nullable IndexWriter writer;

  Writing(PrivateFolder folder, Analyzer words) {
    this.folder = folder;
    this.words = words;
  }

  /** A change of the index. */
  interface Change {
    void make(IndexWriter writer) throws IOException;
  }

  void write(Change change) throws IOException {
    IndexWriter open = writer == null ? open() : writer;
    writer = open;
    try {
      change.make(open);
      open.commit();
    } catch (IOException | RuntimeException e) {
      // Half a change is none: what was not committed is dropped, and may be put again.
      writer = null;
      try {
        open.rollback();
      } catch (IOException also) {
        e.addSuppressed(also);
      }
      throw e;
    }
  }

  /** Lets others write. */
  void end() throws IOException {
    IndexWriter open = writer;
    if (open != null) {
      writer = null;
      open.close();
    }
  }

  private IndexWriter open() throws IOException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        IndexWriter opened = new IndexWriter(folder, settings());
        folder.restrict(IndexWriter.WRITE_LOCK_NAME);
        return opened;
      } catch (LockObtainFailedException e) {
        if (System.nanoTime() > until) {
          throw new IOException(
              "another process has been writing to the archive for "
                  + PATIENCE.toSeconds()
                  + " seconds; try again when it has finished",
              e);
        }
        pause();
      }
    }
  }

  private IndexWriterConfig settings() {
    TieredMergePolicy merging = new TieredMergePolicy();
    merging.setForceMergeDeletesPctAllowed(0);
    ConcurrentMergeScheduler scheduler = new ConcurrentMergeScheduler();
    scheduler.setMaxMergesAndThreads(4, 1);
    return new IndexWriterConfig(words)
        .setIndexSort(Fields.NEWEST)
        .setMergePolicy(merging)
        .setMergeScheduler(scheduler)
        .setRAMBufferSizeMB(32)
        .setCommitOnClose(false);
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the archive", e);
    }
  }
}
