package dev.cofferdam.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Steps through the lines of all segments, in order, and on into segments made meanwhile. */
final class SegmentCursor implements AutoCloseable {
  private final Path dir;
  private @Nullable LineScanner lines;
  private int segment;
  private int number;

  /** Starts with the first segment whose number is at least {@code from}. */
  SegmentCursor(Path dir, int from) {
    this.dir = dir;
    this.segment = from - 1;
  }

  /** The next entry's line; null if there is none now. Headers are passed over. */
  @Nullable JournalLine next() throws IOException {
    while (true) {
      // Looked for before reading: once a next segment is there, this one does not grow any more.
      int following = -1;
      LineScanner open = lines;
      if (open != null) {
        JournalLine line = read(open);
        if (line != null) {
          return line;
        }
        following = following();
        line = read(open);
        if (line != null) {
          return line;
        }
      } else {
        following = following();
      }
      if (following < 0) {
        return null;
      }
      open(following);
    }
  }

  /** Whether the line stands behind what was read so far. */
  boolean isAhead(JournalLine line) {
    return line.segment() > segment || (line.segment() == segment && line.number() > number);
  }

  private @Nullable JournalLine read(LineScanner open) throws IOException {
    while (open.next()) {
      number++;
      String raw = new String(open.buffer(), open.from(), open.length(), UTF_8);
      if (!SegmentHeader.looksLikeOne(raw)) {
        return new JournalLine(segment, number, raw);
      }
    }
    return null;
  }

  private int following() throws IOException {
    for (int there : Folder.segments(dir)) {
      if (there > segment) {
        return there;
      }
    }
    return -1;
  }

  private void open(int following) throws IOException {
    close();
    segment = following;
    number = 0;
    try {
      lines =
          new LineScanner(
              FileChannel.open(
                  Folder.segment(dir, following),
                  StandardOpenOption.READ,
                  LinkOption.NOFOLLOW_LINKS),
              0);
    } catch (NoSuchFileException e) {
      lines = null; // retired since it was listed; go on with the one after
    }
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
      lines = null;
    }
  }
}
