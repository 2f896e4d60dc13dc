package dev.cofferdam.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files as their one writer sees them: append, sync, rotate, retire. Each method either works
 * or leaves files and state so that it can be called again. Not thread-safe, but for {@link #head}.
 */
final class SegmentLog implements AutoCloseable {
  private final Path dir;
  private final JournalSettings settings;
  private final String chainId;
  private final Chain chain;
  private int number;
  private int oldest;
  private long seq;
  private @Nullable FileChannel channel;
  private Instant created = Instant.EPOCH;
  private long end;
  private boolean torn;
  private boolean unsynced = true;
  private boolean retire;
  private boolean doubt;
  private volatile Head head;

  private SegmentLog(Path dir, JournalSettings settings, Recovery.End at) {
    this.dir = dir;
    this.settings = settings;
    String id = at.chainId();
    this.chainId = id == null ? randomId() : id;
    this.chain = at.chain();
    this.number = at.segment();
    this.oldest = at.oldest();
    this.seq = at.seq();
    this.end = at.offset();
    this.head = anchor();
  }

  /** Opens at the recovered end; everything is on disk and anchored when this returns. */
  static SegmentLog open(Path dir, JournalSettings settings, Recovery.End at) throws IOException {
    SegmentLog log = new SegmentLog(dir, settings, at);
    SegmentHeader header = at.header();
    try {
      if (header == null) {
        log.rotate();
      } else {
        log.channel = Folder.open(Folder.segment(dir, header.segment()));
        log.created = header.created();
      }
      log.sync();
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
    return log;
  }

  Chain chain() {
    return chain;
  }

  /** The number for the next entry. */
  long nextSeq() {
    return seq + 1;
  }

  /** The entry got its line; {@link #append} will bring it. */
  void took(long seq) {
    this.seq = seq;
  }

  /** The last line on disk. Any thread. */
  Head head() {
    return head;
  }

  boolean unsynced() {
    return unsynced;
  }

  boolean rotationDue(Instant now) {
    return end >= settings.segmentBytes()
        || Duration.between(created, now).compareTo(settings.segmentAge()) >= 0;
  }

  /**
   * Writes whole lines. If it fails, nothing of them stays in the file, or the next call cuts it.
   */
  void append(byte[] lines, int length) throws IOException {
    FileChannel file = file();
    if (torn) {
      file.truncate(end);
    }
    torn = true;
    ByteBuffer bytes = ByteBuffer.wrap(lines, 0, length);
    while (bytes.hasRemaining()) {
      file.write(bytes, end + bytes.position());
    }
    torn = false;
    unsynced = true;
    end += length;
  }

  /** Cuts what a failed {@link #append} left; whether that worked is seen at the next append. */
  void repair() throws IOException {
    if (torn) {
      file().truncate(end);
      torn = false;
    }
  }

  /** Brings what was appended to the disk, then moves the anchor. Only between batches. */
  void sync() throws IOException {
    force();
    Head now = anchor();
    now.write(dir);
    head = now;
    unsynced = false;
    if (retire) {
      retireOld();
      retire = false;
    }
  }

  /** Begins a new segment; the old one is on disk then. {@link #sync} is due afterwards. */
  void rotate() throws IOException {
    FileChannel old = channel;
    if (old != null) {
      force();
    }
    int next = number + 1;
    int keep = firstToKeep(next);
    Instant now = Instant.now();
    Chain ahead = chain.copy();
    byte[] line = new SegmentHeader(next, chainId, now, seq + 1, keep, chain.hash()).seal(ahead);
    Path file = Folder.segment(dir, next);
    FileChannel fresh =
        Folder.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        fresh.write(bytes);
      }
      fresh.force(false);
      Folder.sync(dir);
    } catch (IOException e) {
      fresh.close();
      Files.deleteIfExists(file);
      throw e;
    }
    if (old != null) {
      old.close();
    }
    chain.become(ahead);
    channel = fresh;
    number = next;
    oldest = keep;
    created = now;
    end = line.length;
    unsynced = true;
    retire = true;
  }

  /** Whether an fsync failed since the last call: the kernel may have dropped what it then held. */
  boolean takeDoubt() {
    boolean was = doubt;
    doubt = false;
    return was;
  }

  private void force() throws IOException {
    try {
      file().force(false);
    } catch (IOException e) {
      doubt = true;
      throw e;
    }
  }

  private FileChannel file() throws IOException {
    if (channel == null) {
      throw new IOException("journal segment is not open");
    }
    return channel;
  }

  private Head anchor() {
    return new Head(chainId, number, end, seq, chain.hash());
  }

  private static String randomId() {
    byte[] id = new byte[16];
    new SecureRandom().nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private int firstToKeep(int next) throws IOException {
    int keep = Math.max(oldest, next - settings.maxSegments() + 1);
    long total = 0;
    for (int segment = number; segment >= keep; segment--) {
      total += size(Folder.segment(dir, segment));
      if (total > settings.maxTotalBytes()) {
        return segment + 1;
      }
    }
    return keep;
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private void retireOld() throws IOException {
    for (int segment : Folder.segments(dir)) {
      if (segment < oldest) {
        Files.deleteIfExists(Folder.segment(dir, segment));
      }
    }
    List<Path> aside;
    try (Stream<Path> files = Files.list(dir)) {
      aside = files.filter(file -> Folder.tornSegment(file) < oldest).toList();
    }
    for (Path file : aside) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
