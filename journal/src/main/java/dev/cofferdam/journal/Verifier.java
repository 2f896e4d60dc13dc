package dev.cofferdam.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Checks a journal line by line against its hash chain. What that proves, and what only a noted
 * hash proves, is said in the package's description.
 */
public final class Verifier {
  private static final int ATTEMPTS = 5;
  private static final String CHANGED =
      "The file was edited, or the disk damaged it. Lines before this one are unchanged; compare with"
          + " a backup.";
  private static final String REMOVED =
      "Lines or files were removed, inserted or moved. Compare with a backup, and see who may write to"
          + " the folder.";

  private final Path dir;
  private final @Nullable String expectedHead;
  private final @Nullable Head anchor;
  private Chain chain = Chain.start();
  private @Nullable SegmentHeader first;
  private @Nullable SegmentHeader last;
  private long seq;
  private long entries;
  private long tornBytes;
  private boolean anchorSeen;
  private boolean expectedSeen;

  private Verifier(Path dir, @Nullable String expectedHead, @Nullable Head anchor) {
    this.dir = dir;
    this.expectedHead = expectedHead;
    this.anchor = anchor;
  }

  /**
   * Verifies the journal in {@code dir}, also while it is written. Memory is bounded; the time is
   * that of reading and hashing all segments.
   *
   * @param expectedHead a hash noted earlier (64 hex digits) that must be one of the chain's, or
   *     null
   * @throws IOException if the folder cannot be read
   * @throws IllegalArgumentException if {@code expectedHead} is not a hash
   */
  public static Verification verify(Path dir, @Nullable String expectedHead) throws IOException {
    String expected = expectedHead == null ? null : expectedHead.toLowerCase(Locale.ROOT);
    if (expected != null && !expected.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "a journal's head is 64 hexadecimal digits, not '" + expectedHead + "'");
    }
    for (int attempt = 1; ; attempt++) {
      List<Integer> segments = Folder.segments(dir);
      try {
        // The anchor before the files: they may be ahead of it, never behind.
        Verification result = new Verifier(dir, expected, Head.read(dir)).run(Folder.segments(dir));
        if (result instanceof Verification.Sound
            || attempt == ATTEMPTS
            || segments.equals(Folder.segments(dir))) {
          return result;
        }
      } catch (Head.Unreadable e) {
        return new Verification.Broken(
            0, 0, "the anchor HEAD is damaged", "The writer replaces it in one step. " + CHANGED);
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
      // A rotation came in between; look again.
    }
  }

  private Verification run(List<Integer> segments) throws IOException {
    for (int i = 0; i < segments.size(); i++) {
      int number = segments.get(i);
      if (i > 0 && number != segments.get(i - 1) + 1) {
        return new Verification.Broken(
            segments.get(i - 1) + 1, 0, "the segment is missing", REMOVED);
      }
      Verification.Broken broken = segment(number, i == segments.size() - 1);
      if (broken != null) {
        return broken;
      }
    }
    SegmentHeader begin = first;
    SegmentHeader end = last;
    if (begin == null || end == null) {
      return anchor == null && segments.isEmpty()
          ? new Verification.Sound(0, 0, 0, 0, chain.hash(), 0)
          : new Verification.Broken(0, 0, "all segments are missing or empty", REMOVED);
    }
    Verification.Broken broken = anchored(begin, end);
    if (broken != null) {
      return broken;
    }
    if (expectedHead != null && !expectedSeen) {
      return new Verification.Broken(
          0,
          0,
          "no line has the expected hash " + expectedHead,
          "The journal was rewritten since that hash was noted, or the segment with its line has been"
              + " retired, or the hash is of another journal.");
    }
    return new Verification.Sound(
        entries, segments.size(), begin.segment(), begin.first(), chain.hash(), tornBytes);
  }

  private Verification.@Nullable Broken anchored(SegmentHeader begin, SegmentHeader end) {
    if (begin.segment() > end.oldest()) {
      return new Verification.Broken(
          end.oldest(),
          0,
          "the segment is missing",
          "It was not retired: the newest header names it as the oldest kept. " + REMOVED);
    }
    Head head = anchor;
    if (head == null) {
      return entries == 0
          ? null
          : new Verification.Broken(
              0,
              0,
              "the anchor HEAD is missing",
              "The lines there are continue the chain, but whether lines are missing at the end cannot"
                  + " be told. "
                  + REMOVED);
    }
    if (anchorSeen) {
      return null;
    }
    if (head.seq() > seq || head.segment() > end.segment()) {
      return new Verification.Broken(
          end.segment(),
          0,
          "lines are missing at the end: the anchor names entry %d, the last one is %d"
              .formatted(head.seq(), seq),
          REMOVED);
    }
    return new Verification.Broken(
        head.segment(),
        0,
        "entry %d does not have the hash that the anchor names".formatted(head.seq()),
        "The segments were rewritten with a new chain, or HEAD was replaced.");
  }

  private Verification.@Nullable Broken segment(int number, boolean isLast) throws IOException {
    FileChannel channel =
        FileChannel.open(
            Folder.segment(dir, number), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    try (LineScanner lines = new LineScanner(channel, 0)) {
      int line = 0;
      while (lines.next()) {
        line++;
        if (lines.overlong()) {
          return new Verification.Broken(number, line, "the line is too long", CHANGED);
        }
        Verification.Broken broken = line == 1 ? header(number, lines) : entry(number, line, lines);
        if (broken != null) {
          return broken;
        }
        noteHash();
      }
      long rest = lines.rest();
      if (!isLast && (rest > 0 || line == 0)) {
        return new Verification.Broken(number, line + 1, "the line is cut short", REMOVED);
      }
      tornBytes = rest;
    }
    return null;
  }

  private Verification.@Nullable Broken header(int number, LineScanner lines) {
    SegmentHeader header = SegmentHeader.parse(lines.buffer(), lines.from(), lines.length());
    if (header == null) {
      return new Verification.Broken(number, 1, "the first line is no header of format 1", CHANGED);
    }
    if (first == null) {
      first = header;
      chain = Chain.after(header.previous());
      seq = header.first() - 1;
      expectedSeen = header.previous().equals(expectedHead);
    }
    SegmentHeader before = last;
    if (header.segment() != number
        || !header.previous().equals(chain.hash())
        || (before != null && !header.chain().equals(before.chain()))
        || header.first() <= seq) {
      return new Verification.Broken(
          number,
          1,
          "the header does not follow the end of the segment before",
          "The segment before was shortened, or this one replaced. " + REMOVED);
    }
    if (header.first() != seq + 1) {
      return missing(number, 1, seq + 1, header.first() - 1);
    }
    if (!chain.accept(lines.buffer(), lines.from(), lines.length())) {
      return new Verification.Broken(number, 1, "the header does not match its hash", CHANGED);
    }
    if (number == 1 && (header.first() != 1 || !header.previous().equals("0".repeat(64)))) {
      return new Verification.Broken(1, 1, "the first segment does not begin a chain", CHANGED);
    }
    last = header;
    return null;
  }

  private Verification.@Nullable Broken entry(int number, int line, LineScanner lines) {
    long given = JournalLine.seq(lines.buffer(), lines.from(), lines.length());
    boolean accepted = chain.accept(lines.buffer(), lines.from(), lines.length());
    if (accepted && given == seq + 1) {
      seq = given;
      entries++;
      return null;
    }
    if (given > seq + 1) {
      return missing(number, line, seq + 1, given - 1);
    }
    if (given >= 0 && given <= seq) {
      return new Verification.Broken(
          number, line, "entry %d stands after entry %d".formatted(given, seq), REMOVED);
    }
    return new Verification.Broken(number, line, "the line does not match its hash", CHANGED);
  }

  private static Verification.Broken missing(int number, int line, long from, long to) {
    return new Verification.Broken(
        number, line, "entries %d to %d are missing before this line".formatted(from, to), REMOVED);
  }

  private void noteHash() {
    Head head = anchor;
    String hash = expectedHead == null && (head == null || head.seq() != seq) ? "" : chain.hash();
    if (head != null && head.seq() == seq && head.hash().equals(hash)) {
      anchorSeen = true;
    }
    if (hash.equals(expectedHead)) {
      expectedSeen = true;
    }
  }
}
