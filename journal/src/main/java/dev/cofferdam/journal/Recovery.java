package dev.cofferdam.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a journal goes on after its writer stopped or died.
 *
 * <p>Up to the anchor everything is on disk and is taken as it is (finding changes there is the
 * verifier's work). Behind it only lines that continue the chain are kept; what follows the last of
 * them – half a line after a kill, anything after a power loss – is put aside in a {@code torn-…}
 * file. If the anchor names lines that are not there, sequence numbers go on after the anchor's, so
 * that the hole stays visible for good.
 */
final class Recovery {
  /**
   * Where to go on.
   *
   * @param header of the last segment, null if a new segment has to be made
   * @param segment number of the last segment, or the one before the first to be made
   * @param offset end of the last good line in it
   * @param oldest what the next header says of the oldest segment
   * @param notes what was found, to be put on record
   */
  record End(
      @Nullable SegmentHeader header,
      @Nullable String chainId,
      int segment,
      long offset,
      long seq,
      Chain chain,
      int oldest,
      List<String> notes) {}

  private final Path dir;
  private final List<String> notes = new ArrayList<>();

  private Recovery(Path dir) {
    this.dir = dir;
  }

  static End of(Path dir) throws IOException {
    return new Recovery(dir).find();
  }

  private End find() throws IOException {
    Head head = anchor();
    List<Integer> segments = Folder.segments(dir);
    for (int i = segments.size() - 1; i >= 0; i--) {
      End end = endOf(segments.get(i), head);
      if (end != null) {
        return end;
      }
    }
    if (head != null) {
      notes.add("no segment is left, the anchor names segment " + head.segment());
      return new End(
          null,
          head.chain(),
          head.segment(),
          0,
          head.seq(),
          Chain.after(head.hash()),
          head.segment(),
          notes);
    }
    return new End(null, null, 0, 0, 0, Chain.start(), 1, notes);
  }

  private @Nullable Head anchor() throws IOException {
    try {
      return Head.read(dir);
    } catch (Head.Unreadable e) {
      notes.add("the anchor was unreadable and is made anew");
      return null;
    }
  }

  /** The end of this segment; null if it has no header and was therefore removed. */
  private @Nullable End endOf(int number, @Nullable Head head) throws IOException {
    Path file = Folder.segment(dir, number);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (LineScanner lines = new LineScanner(channel, 0)) {
      if (!lines.next()) {
        cut(file, number, 0, lines.rest());
        Files.delete(file);
        return null;
      }
      SegmentHeader header = SegmentHeader.parse(lines.buffer(), lines.from(), lines.length());
      if (header == null || header.segment() != number) {
        throw new IOException(
            "journal segment "
                + file
                + " has no readable header, so it cannot be continued. Look at it with `coffer audit"
                + " verify`; move the folder away to start a new journal.");
      }
      Chain chain = Chain.after(header.previous());
      if (!chain.accept(lines.buffer(), lines.from(), lines.length())) {
        notes.add("the header of segment " + number + " does not match its hash");
      }
      LineScanner rest = lines;
      long seq = header.first() - 1;
      if (head != null && standsIn(channel, header, head) && head.offset() > lines.offset()) {
        rest = new LineScanner(channel, head.offset());
        chain = Chain.after(head.hash());
        seq = head.seq();
      }
      return follow(file, header, rest, chain, seq, head);
    }
  }

  /** Whether the line that ends where the anchor says has the hash it says. */
  private static boolean standsIn(FileChannel channel, SegmentHeader header, Head head)
      throws IOException {
    if (head.segment() != header.segment() || head.offset() < Chain.SUFFIX) {
      return false;
    }
    byte[] wanted = (",\"hash\":\"" + head.hash() + "\"}\n").getBytes(US_ASCII);
    ByteBuffer there = ByteBuffer.allocate(wanted.length);
    var _ = channel.read(there, head.offset() - wanted.length);
    return Arrays.equals(wanted, there.array());
  }

  private End follow(
      Path file,
      SegmentHeader header,
      LineScanner lines,
      Chain chain,
      long start,
      @Nullable Head head)
      throws IOException {
    long seq = start;
    long end = lines.offset();
    while (lines.next()
        && !lines.overlong()
        && chain.accept(lines.buffer(), lines.from(), lines.length())) {
      seq = Math.max(seq + 1, JournalLine.seq(lines.buffer(), lines.from(), lines.length()));
      end = lines.offset();
    }
    long torn = Files.size(file) - end;
    if (torn > 0) {
      cut(file, header.segment(), end, torn);
    }
    if (head != null && head.seq() > seq) {
      notes.add("lines %d to %d are missing at the end".formatted(seq + 1, head.seq()));
      seq = head.seq();
    }
    return new End(
        header, header.chain(), header.segment(), end, seq, chain, header.oldest(), notes);
  }

  private void cut(Path file, int number, long offset, long bytes) throws IOException {
    if (bytes == 0) {
      return;
    }
    Path aside = Folder.torn(dir, number, offset);
    try (FileChannel from = Folder.open(file);
        FileChannel to =
            Folder.open(aside, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
      long done = 0;
      while (done < bytes) {
        long moved = from.transferTo(offset + done, bytes - done, to);
        if (moved <= 0) {
          break;
        }
        done += moved;
      }
      to.force(true);
      from.truncate(offset);
      from.force(true);
    }
    notes.add(
        "%d bytes after the last good line of segment %d were put aside in %s"
            .formatted(bytes, number, aside.getFileName()));
  }
}
