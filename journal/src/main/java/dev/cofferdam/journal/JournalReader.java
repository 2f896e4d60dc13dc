package dev.cofferdam.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads a journal's folder, also while it is written. It believes what it reads; whether that is
 * what was written is the {@link Verifier}'s question. Immutable; its streams and tails are for one
 * thread each.
 */
public final class JournalReader {
  private final Path dir;

  private JournalReader(Path dir) {
    this.dir = dir;
  }

  /**
   * A reader of this folder.
   *
   * @throws NoSuchFileException if there is no such folder
   */
  public static JournalReader of(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      throw new NoSuchFileException(dir.toString(), null, "there is no journal folder here");
    }
    return new JournalReader(dir);
  }

  /**
   * The wanted lines, oldest first, in bounded memory. Close the stream; a read error comes as
   * {@link UncheckedIOException}.
   */
  public Stream<JournalLine> lines(Query query) {
    SegmentCursor cursor = new SegmentCursor(dir, 0);
    var lines =
        new Spliterators.AbstractSpliterator<JournalLine>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          @Override
          public boolean tryAdvance(Consumer<? super JournalLine> action) {
            try {
              JournalLine line = cursor.next();
              if (line != null) {
                action.accept(line);
              }
              return line != null;
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        };
    return StreamSupport.stream(lines, false)
        .filter(query::matches)
        .limit(query.limit())
        .onClose(() -> {
          try {
            cursor.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * The last {@code count} wanted lines, oldest first. Reads from the newest segment backwards,
   * only as many segments as it takes. {@code query.limit()} is not looked at.
   */
  public List<JournalLine> last(int count, Query query) throws IOException {
    ArrayDeque<JournalLine> found = new ArrayDeque<>();
    for (int segment : Folder.segments(dir).reversed()) {
      if (found.size() >= count) {
        break;
      }
      ArrayDeque<JournalLine> here = new ArrayDeque<>();
      try (SegmentCursor cursor = new SegmentCursor(dir, segment)) {
        JournalLine line;
        while ((line = cursor.next()) != null && line.segment() == segment) {
          if (query.matches(line)) {
            here.add(line);
            if (here.size() > count - found.size()) {
              here.remove();
            }
          }
        }
      }
      while (!here.isEmpty()) {
        found.addFirst(here.removeLast());
      }
    }
    return new ArrayList<>(found);
  }

  /**
   * The last {@code count} wanted lines, then each new one as it is written, across rotations,
   * until {@link JournalTail#close}.
   */
  public JournalTail follow(int count, Query query) throws IOException {
    return JournalTail.start(dir, this, count, query);
  }
}
