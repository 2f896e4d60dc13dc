package dev.cofferdam.watch.ingest;

import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.source.FileFacts;
import dev.cofferdam.watch.source.HostFiles;
import dev.cofferdam.watch.transcript.Conversation;
import dev.cofferdam.watch.transcript.Lines;
import dev.cofferdam.watch.transcript.TranscriptFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * One file that is read while it grows. It is always read from its first byte, for only then are
 * copies of earlier records known as such; what the archive has already is read without a result.
 */
final class Tail {
  static final int WRITTEN_ANEW = -1;

  private static final int HEAD = 256;
  private static final int OVERLAP = 64;
  private static final int LONGEST_LINE = 64 << 20;
  private static final int LONGEST_DOCUMENT = 64 << 20;

  private final HostFiles files;
  private final String path;
  private final long inode;
  private final Conversation conversation;
  private final Lines lines = new Lines(LONGEST_LINE);
  private final boolean whole;
  private long floor;
  private long fed;
  private int held;
  private String head;
  private byte[] last = new byte[0];

  /**
   * @param floor up to where the archive has what is in the file
   * @param head the hash of the first bytes that the floor belongs to
   */
  Tail(
      TranscriptFormat format,
      Conversation conversation,
      HostFiles files,
      FileFacts facts,
      long floor,
      String head) {
    this.files = files;
    this.path = facts.path();
    this.inode = facts.inode();
    this.conversation = conversation;
    this.whole = format.growth() == TranscriptFormat.Growth.BY_REWRITING;
    this.floor = whole ? 0 : floor;
    this.head = head;
  }

  /** Whether this can go on with the file as it now is. */
  boolean continues(FileFacts facts) {
    return !whole && facts.inode() == inode && facts.size() >= fed;
  }

  /** Whether everything was read that was there when the facts were found out. */
  boolean isThrough(FileFacts facts) {
    return fed >= facts.size();
  }

  /**
   * Reads on.
   *
   * @param most at most this many bytes
   * @return how many bytes were read; {@link #WRITTEN_ANEW} when the file is not the one that was
   *     read so far: this is of no use any more
   */
  int read(FileFacts facts, int most) throws IOException {
    if (whole) {
      return document(facts);
    }
    long until = fed < floor ? floor - fed : facts.size() - fed;
    // The last bytes are read once more: a new file with the number of an old one is found out.
    int overlap = last.length;
    byte[] again = files.read(path, fed - overlap, Math.clamp(until, 1, most) + overlap);
    if (again.length < overlap || !Arrays.equals(again, 0, overlap, last, 0, overlap)) {
      return WRITTEN_ANEW;
    }
    byte[] bytes = overlap == 0 ? again : Arrays.copyOfRange(again, overlap, again.length);
    if (fed == 0) {
      begin(bytes);
    }
    last = Arrays.copyOfRange(again, Math.max(0, again.length - OVERLAP), again.length);
    fed += bytes.length;
    held = lines.feed(bytes, conversation::piece);
    if (fed == floor) {
      conversation.settle();
    }
    return bytes.length;
  }

  /** What changed; nothing while what is read is in the archive already. */
  List<Exchange> changed(Masking masking) {
    return fed < floor ? List.of() : conversation.changed(masking);
  }

  /** Where it stands. */
  Position position(FileFacts facts, long today) {
    return new Position(
        inode,
        fed,
        Math.max(floor, fed - held),
        facts.modified().toEpochMilli(),
        head.isEmpty() ? "-" : head,
        today);
  }

  Conversation conversation() {
    return conversation;
  }

  long tooLong() {
    return lines.tooLong();
  }

  private void begin(byte[] bytes) {
    // The first line's bytes never change while a file grows; shorter beginnings would.
    int end = 0;
    while (end < bytes.length && end < HEAD && bytes[end] != '\n') {
      end++;
    }
    String now = Positions.hash(Arrays.copyOf(bytes, end));
    if (!now.equals(head)) {
      floor = 0;
    }
    head = now;
  }

  private int document(FileFacts facts) throws IOException {
    if (facts.size() > LONGEST_DOCUMENT) {
      throw new IOException(
          "it has "
              + (facts.size() >> 20)
              + " MB, and documents are read up to "
              + (LONGEST_DOCUMENT >> 20)
              + " MB");
    }
    byte[] bytes = files.read(path, 0, (int) Math.max(1, facts.size()));
    conversation.piece(bytes, 0, bytes.length);
    fed = facts.size();
    return bytes.length;
  }
}
