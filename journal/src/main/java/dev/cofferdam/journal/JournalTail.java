package dev.cofferdam.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows a journal as it grows. One thread asks for lines; any thread may close. */
public final class JournalTail implements AutoCloseable {
  private static final long POLL_MILLIS = 100;

  private final SegmentCursor cursor;
  private final Query query;
  private final ArrayDeque<JournalLine> ready;
  private final CountDownLatch stop = new CountDownLatch(1);
  private long left;

  private JournalTail(SegmentCursor cursor, Query query, List<JournalLine> ready) {
    this.cursor = cursor;
    this.query = query;
    this.ready = new ArrayDeque<>(ready);
    this.left = query.limit();
  }

  static JournalTail start(Path dir, JournalReader reader, int count, Query query)
      throws IOException {
    List<Integer> segments = Folder.segments(dir);
    SegmentCursor cursor = new SegmentCursor(dir, segments.isEmpty() ? 0 : segments.getLast());
    while (cursor.next() != null) {
      // Run to the end: from here on the cursor tells what is new.
    }
    List<JournalLine> before = count == 0 ? List.of() : reader.last(count, query);
    return new JournalTail(
        cursor, query, before.stream().filter(line -> !cursor.isAhead(line)).toList());
  }

  /**
   * Waits for the next wanted line.
   *
   * @return null once the tail is closed or the query's limit is reached
   * @throws IOException if the folder cannot be read any more
   * @throws InterruptedException if the calling thread is interrupted
   */
  public @Nullable JournalLine next() throws IOException, InterruptedException {
    if (left == 0) {
      return null;
    }
    while (stop.getCount() > 0) {
      JournalLine line = ready.poll();
      if (line == null) {
        line = nextWritten();
      }
      if (line != null) {
        left--;
        return line;
      }
      if (stop.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    return null;
  }

  private @Nullable JournalLine nextWritten() throws IOException {
    synchronized (cursor) {
      JournalLine line;
      while (stop.getCount() > 0 && (line = cursor.next()) != null) {
        if (query.matches(line)) {
          return line;
        }
      }
      return null;
    }
  }

  /** Makes {@link #next} return null, also when it waits now, and closes the files. */
  @Override
  public void close() throws IOException {
    stop.countDown();
    synchronized (cursor) {
      cursor.close();
    }
  }
}
