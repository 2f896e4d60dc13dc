package dev.cofferdam.watch.archive.lucene;

import java.io.IOException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/**
 * The index as it was committed last, by whichever process. An older view stays open until the one
 * after the next, for searches that are still under way.
 */
final class Readers {
  private final Directory folder;
  private @Nullable DirectoryReader reader;
  private @Nullable DirectoryReader previous;

  Readers(Directory folder) {
    this.folder = folder;
  }

  /** The latest view; null when nothing was ever written. */
  synchronized @Nullable IndexSearcher current() throws IOException {
    if (reader == null) {
      if (!DirectoryReader.indexExists(folder)) {
        return null;
      }
      reader = DirectoryReader.open(folder);
    } else {
      DirectoryReader fresh = DirectoryReader.openIfChanged(reader);
      if (fresh != null) {
        if (previous != null) {
          previous.close();
        }
        previous = reader;
        reader = fresh;
      }
    }
    IndexReader view = reader;
    if (view == null) {
      throw new AlreadyClosedException("the archive is closed");
    }
    return new IndexSearcher(view);
  }

  synchronized void close() throws IOException {
    if (previous != null) {
      previous.close();
      previous = null;
    }
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
