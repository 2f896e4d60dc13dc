package dev.cofferdam.journal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A journal in a folder of files. Thread-safe.
 *
 * <p><b>What can be lost.</b> An entry waits in the queue, usually for about a millisecond, until
 * the writer thread hands it to the operating system.
 *
 * <ul>
 *   <li>The process is killed ({@code kill -9}, out of memory): the entries in the queue and in the
 *       batch being written, never more than {@link JournalSettings#queueCapacity()} plus 256 KiB
 *       of lines, in practice those of the last milliseconds. A half-written line is put aside when
 *       the journal is opened again.
 *   <li>The machine loses power: besides, what was written since the last fsync ({@link
 *       JournalSettings#fsyncInterval()}).
 *   <li>The disk is full or fails: nothing until the queue is full; then {@link #record} answers
 *       false and the number of lost entries goes on record (operation {@code journal.gap}) as soon
 *       as writing works again.
 *   <li>{@link #close} loses nothing while writing works.
 * </ul>
 */
public final class FileJournal implements Journal {
  private static final System.Logger LOG = System.getLogger(FileJournal.class.getName());

  private final FolderLock folder;
  private final SegmentLog log;
  private final Ring ring;
  private final Writer writer;
  private volatile boolean closed;

  private FileJournal(
      FolderLock folder, SegmentLog log, JournalSettings settings, List<Entry> events) {
    this.folder = folder;
    this.log = log;
    this.ring = new Ring(settings.queueCapacity());
    this.writer = new Writer(ring, log, settings, events);
  }

  /**
   * Opens or creates the journal in {@code dir} and continues it. What a crash left is repaired,
   * and an entry (operation {@code journal.recovered}) says what was found.
   *
   * @throws IOException if the folder is used by another process (the message names its pid), can
   *     be written by others, cannot be written, or holds a segment that cannot be continued
   */
  public static FileJournal open(Path dir, JournalSettings settings) throws IOException {
    Folder.prepare(dir);
    FolderLock lock = FolderLock.acquire(dir);
    try {
      Recovery.End end = Recovery.of(dir);
      SegmentLog log = SegmentLog.open(dir, settings, end);
      List<Entry> events =
          end.notes().stream().map(note -> Entry.event("journal.recovered", note)).toList();
      FileJournal journal = new FileJournal(lock, log, settings, events);
      journal.writer.start();
      return journal;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public boolean record(Entry entry) {
    long position = ring.offer(Objects.requireNonNull(entry));
    if (position < 0) {
      if (!closed) {
        writer.lose();
      }
      return false;
    }
    writer.arrived(position);
    return true;
  }

  @Override
  public boolean healthy() {
    return writer.healthy();
  }

  @Override
  public Health health() {
    return writer.health();
  }

  @Override
  public Stats stats() {
    return writer.stats();
  }

  @Override
  public boolean flush(Duration timeout) throws InterruptedException {
    return writer.flush(timeout.toNanos());
  }

  /** The last line known to be on disk. Note its hash elsewhere to be able to verify against it. */
  public Head head() {
    return log.head();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    writer.close();
    try {
      folder.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "journal folder's lock could not be released", e);
    }
  }
}
