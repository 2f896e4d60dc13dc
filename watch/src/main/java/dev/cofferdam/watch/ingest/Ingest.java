package dev.cofferdam.watch.ingest;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.source.FileFacts;
import dev.cofferdam.watch.source.TranscriptPlace;
import dev.cofferdam.watch.transcript.Conversation;
import dev.cofferdam.watch.transcript.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is new in transcripts and puts it into the archive. One pass after the other may be
 * made for as long as the process lives; each costs little when nothing has changed. For one thread
 * at a time. It does not own the archive.
 */
public final class Ingest {
  private static final int CHUNK = 1 << 20;
  private static final int MOST_TAILS = 200;
  private static final long DAY = 86_400_000L;
  private static final String FULL =
      "; nothing is lost: make room, and it goes on from where it stopped";

  private final Masking masking;
  private final Archive archive;
  private final Positions positions;
  private final Clock clock;
  private final Complaints complaints = new Complaints();
  private final BackOff backOff;
  private final Map<String, Tail> tails = new LinkedHashMap<>(16, 0.75f, true);

  private Ingest(Masking masking, Archive archive, Positions positions, Clock clock) {
    this.masking = masking;
    this.archive = archive;
    this.positions = positions;
    this.clock = clock;
    this.backOff = new BackOff(clock);
  }

  /**
   * Begins where the last process ended.
   *
   * @param folder where to write down how far files were read; made when it is not there
   * @throws IOException when that cannot be read
   */
  public static Ingest open(Path folder, Masking masking, Archive archive, Clock clock)
      throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new Ingest(masking, archive, Positions.read(folder.resolve("positions")), clock);
  }

  /**
   * One pass over these places. What fails is in the report, once; the rest goes on. While the
   * archive fails nothing is lost: it is tried again, at longer and longer intervals.
   */
  public PassReport pass(List<TranscriptPlace> places) {
    Pass pass = new Pass();
    if (backOff.mustWait()) {
      complaints.keep();
    } else {
      try {
        List<Found> all = Found.in(places, complaints);
        pass.files = all.size();
        for (Found found : all) {
          read(found, pass);
        }
        pass.flush();
        archive.rest();
        backOff.worked();
        if (!archive.condition().isEmpty()) {
          complaints.say("archive", archive.condition());
        }
      } catch (IOException | RuntimeException e) {
        // What was read and not put must be read again.
        tails.clear();
        backOff.failed();
        complaints.say("archive", reason(e) + (isFull(e) ? FULL : ""));
      }
    }
    PassReport report = pass.report();
    complaints.next();
    return report;
  }

  private void read(Found found, Pass pass) throws IOException {
    FileFacts facts = found.facts();
    Position position = positions.of(found.key());
    if (position != null && position.isUnchanged(facts)) {
      pass.at(found.key(), position.touched(today()));
      return;
    }
    if (found.place().owner().isPresent() && found.place().owner().getAsInt() != facts.owner()) {
      complaints.say(
          facts.path(),
          "it belongs to user number "
              + facts.owner()
              + ", not to "
              + found.place().user()
              + ", and is not read");
      return;
    }
    pass.grown++;
    if (through(found, tail(found, position), pass) == Tail.WRITTEN_ANEW) {
      tails.remove(found.key());
      through(found, tail(found, null), pass);
    }
  }

  private int through(Found found, Tail tail, Pass pass) throws IOException {
    FileFacts facts = found.facts();
    long copies = tail.conversation().tally().copies();
    long corrupt = tail.conversation().tally().corruptPieces() + tail.tooLong();
    long unknown = unknown(tail);
    int bytes = 0;
    try {
      while (!tail.isThrough(facts)) {
        bytes = tail.read(facts, CHUNK);
        if (bytes <= 0) {
          break;
        }
        pass.bytes += bytes;
        pass.add(tail.changed(masking));
        pass.at(found.key(), tail.position(facts, today()));
        pass.flushWhenFull();
      }
    } catch (ArchiveFailure e) {
      throw e.cause();
    } catch (IOException e) {
      tails.remove(found.key());
      complaints.say(facts.path(), reason(e));
    }
    pass.copies += tail.conversation().tally().copies() - copies;
    pass.unknown += unknown(tail) - unknown;
    long bad = tail.conversation().tally().corruptPieces() + tail.tooLong() - corrupt;
    if (bad > 0) {
      pass.corrupt += bad;
      complaints.say(
          facts.path(), bad + " lines of it cannot be read and were passed over; the rest is kept");
    }
    return bytes;
  }

  private Tail tail(Found found, @Nullable Position position) {
    Tail open = tails.get(found.key());
    if (open != null && open.continues(found.facts())) {
      return open;
    }
    boolean same =
        position != null
            && open == null
            && position.inode() == found.facts().inode()
            && found.facts().size() >= position.consumed();
    Conversation conversation =
        found
            .format()
            .open(
                new Origin(
                    found.place().user(), found.place().files().name(), found.facts().path()));
    Tail fresh =
        new Tail(
            found.format(),
            conversation,
            found.place().files(),
            found.facts(),
            same && position != null ? position.consumed() : 0,
            same && position != null ? position.head() : "");
    tails.put(found.key(), fresh);
    if (tails.size() > MOST_TAILS) {
      tails.remove(tails.keySet().iterator().next());
    }
    return fresh;
  }

  private static long unknown(Tail tail) {
    return tail.conversation().tally().unknownTypes().values().stream()
        .mapToLong(Integer::longValue)
        .sum();
  }

  private long today() {
    return clock.millis() / DAY;
  }

  /** The system's own words, which is all that there is to know it by. */
  private static boolean isFull(Exception failure) {
    String reason = reason(failure);
    return reason.contains("No space left") || reason.contains("Disk quota exceeded");
  }

  private static String reason(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /** The archive failed, not the file that was being read. */
  private static final class ArchiveFailure extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient IOException cause;

    ArchiveFailure(IOException cause) {
      super(cause);
      this.cause = cause;
    }

    IOException cause() {
      return cause;
    }
  }

  /** What one pass has read and not put yet, and what it has done. */
  private final class Pass {
    private static final int MOST_WAITING = 5000;
    private static final int MOST_CHARACTERS = 16 << 20;

    private final List<Exchange> waiting = new ArrayList<>();
    private final Map<String, Position> reached = new HashMap<>();
    private long characters;
    private int files;
    private int grown;
    private long bytes;
    private int exchanges;
    private long copies;
    private long corrupt;
    private long unknown;

    void add(List<Exchange> more) {
      waiting.addAll(more);
      for (Exchange exchange : more) {
        characters += exchange.prompt().length() + exchange.answer().length();
      }
    }

    void at(String key, Position position) {
      reached.put(key, position);
    }

    void flushWhenFull() throws ArchiveFailure {
      if (waiting.size() >= MOST_WAITING || characters >= MOST_CHARACTERS) {
        try {
          flush();
        } catch (IOException e) {
          throw new ArchiveFailure(e);
        }
      }
    }

    void flush() throws IOException {
      archive.put(waiting);
      exchanges += waiting.size();
      waiting.clear();
      characters = 0;
      reached.forEach(positions::put);
      reached.clear();
      positions.save(today());
    }

    PassReport report() {
      return new PassReport(
          files,
          grown,
          bytes,
          exchanges,
          copies,
          corrupt,
          unknown,
          complaints.fresh(),
          complaints.over());
    }
  }
}
