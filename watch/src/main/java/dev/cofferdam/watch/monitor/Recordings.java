package dev.cofferdam.watch.monitor;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ExchangeKind;
import dev.cofferdam.watch.exchange.TokenUsage;
import dev.cofferdam.watch.exchange.ToolUse;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.source.FileFacts;
import dev.cofferdam.watch.source.HostFiles;
import dev.cofferdam.watch.source.TranscriptPlace;
import dev.cofferdam.watch.terminal.Asciicast;
import dev.cofferdam.watch.terminal.RecordedExchange;
import dev.cofferdam.watch.terminal.Recording;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Archives recordings of terminals (asciicast files) in which Claude Code was used: what it
 * finished, masked, each exchange once, and only what no transcript in the archive has. Stands
 * before a reader of transcripts, whose turn comes first. For one thread.
 */
public final class Recordings implements TranscriptReader {
  private static final String ENDING = ".cast";
  private static final int DEPTH = 4;
  private static final int MOST_FILES = 1000;
  private static final int LARGEST = 64 << 20;

  /** What has changed just now goes on changing, and is read for its own sake this often only. */
  private static final Duration REST = Duration.ofSeconds(1);

  private static final Duration LONGEST_UNREAD = Duration.ofSeconds(30);

  private final Archive archive;
  private final Masking masking;
  private final HostFiles files;
  private final List<RecordingFolder> folders;
  private final SortedSet<Integer> uids;
  private final IntFunction<String> names;
  private final TranscriptReader reader;
  private final Clock clock;
  private final ArchivedBefore before;
  private final Map<String, Read> last = new HashMap<>();

  /** As it was when it was read, and whether it had just changed: then there may be more. */
  private record Read(FileFacts file, boolean moved, Instant when) {}

  /**
   * @param folders where recordings are; folders below count too, four deep
   * @param uids whose recordings are read; those of others are not
   * @param names from the number of a user to the name
   * @param clock the one that files are dated by
   */
  public Recordings(
      Archive archive,
      Masking masking,
      HostFiles files,
      List<RecordingFolder> folders,
      SortedSet<Integer> uids,
      IntFunction<String> names,
      Clock clock,
      TranscriptReader reader) {
    this.archive = archive;
    this.masking = masking;
    this.files = files;
    this.folders = List.copyOf(folders);
    this.uids = uids;
    this.names = names;
    this.clock = clock;
    this.reader = reader;
    this.before = new ArchivedBefore(archive, ENDING);
  }

  @Override
  public Pass read(List<TranscriptPlace> places) {
    Pass transcripts = reader.read(places);
    List<Fault> faults = new ArrayList<>(transcripts.faults());
    int exchanges = transcripts.exchanges();
    for (RecordingFolder folder : folders) {
      try {
        List<FileFacts> found = files.list(folder.path(), ENDING, DEPTH, MOST_FILES);
        for (FileFacts file : inOrder(found)) {
          exchanges += file(folder, file, faults);
        }
        if (transcripts.exchanges() > 0) {
          Set<String> sessions = new TreeSet<>();
          found.forEach(file -> RecordedSession.name(folder, file.path()).ifPresent(sessions::add));
          for (String session : sessions) {
            before.giveWayToTranscripts(session);
          }
        }
      } catch (IOException e) {
        faults.add(new Fault(folder.path(), String.valueOf(e.getMessage())));
      }
    }
    return new Pass(exchanges, faults);
  }

  /** The names of a session's recordings are their times: what is drawn anew comes later. */
  private static List<FileFacts> inOrder(List<FileFacts> found) {
    return found.stream().sorted(Comparator.comparing(FileFacts::path)).toList();
  }

  private int file(RecordingFolder folder, FileFacts file, List<Fault> faults) {
    Read earlier = last.get(file.path());
    if (earlier != null && !earlier.moved() && file.equals(earlier.file())) {
      return 0;
    }
    if (!uids.contains(file.owner())) {
      if (!folder.sessions()) {
        faults.add(
            new Fault(
                file.path(), "it belongs to user number " + file.owner() + ", who is not watched"));
      }
      return 0;
    }
    Instant now = clock.instant();
    boolean moves = folder.sessions() && file.modified().isAfter(now.minus(REST));
    if (moves && earlier != null && earlier.when().isAfter(now.minus(LONGEST_UNREAD))) {
      return 0;
    }
    try {
      int archived = archived(folder, file, moves);
      last.put(file.path(), new Read(file, moves, now));
      return archived;
    } catch (IOException e) {
      faults.add(new Fault(file.path(), String.valueOf(e.getMessage())));
      return 0;
    }
  }

  private int archived(RecordingFolder folder, FileFacts file, boolean moves) throws IOException {
    if (file.size() > LARGEST) {
      throw new IOException("a recording is read up to " + (LARGEST >> 20) + " MB");
    }
    byte[] bytes = files.read(file.path(), 0, LARGEST);
    Recording recording =
        Asciicast.read(
            new BufferedReader(
                new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)));
    Optional<RecordedSession> of = RecordedSession.of(folder, file.path(), recording, files.name());
    return of.isPresent() ? archived(file, recording, of.get(), moves) : 0;
  }

  private int archived(FileFacts file, Recording recording, RecordedSession of, boolean moves)
      throws IOException {
    List<RecordedExchange> shown = RecordedExchange.of(recording, !moves);
    Instant begin =
        recording.started().orElse(file.modified().minus(RecordedExchange.length(recording)));
    String user = names.apply(file.owner());
    List<String> known =
        before.prompts(of, user, begin, begin.plus(RecordedExchange.length(recording)));
    String watched = of.ours() ? "asciicast " + file.path() : "asciicast";
    List<Exchange> fresh = new ArrayList<>();
    Map<String, Integer> times = new HashMap<>();
    for (RecordedExchange each : RecordedExchange.missing(shown, known, this::masked)) {
      int nth = times.merge(each.shown().prompt(), 1, Integer::sum);
      String id = ScreenIds.of(watched, begin.getEpochSecond(), nth, each.shown().prompt());
      if (archive.exchange(id).isPresent()) {
        continue;
      }
      Exchange exchange = exchange(id, file, user, begin, each, of);
      boolean neverUnanswered = each.asked().equals(each.finished());
      if (!neverUnanswered
          || !before.drawnAnew(
              of, file.path(), exchange.started(), exchange.prompt(), exchange.answer())) {
        fresh.add(exchange);
      }
    }
    archive.put(fresh);
    archive.rest();
    return fresh.size();
  }

  private String masked(String text) {
    return masking.mask(text, new HashMap<>());
  }

  private Exchange exchange(
      String id,
      FileFacts file,
      String user,
      Instant begin,
      RecordedExchange recorded,
      RecordedSession of) {
    Map<String, Integer> counts = new TreeMap<>();
    return new Exchange(
        id,
        AgentKind.CLAUDE_CODE,
        ExchangeKind.PROMPT,
        user,
        of.source(),
        file.path(),
        of.session(),
        "",
        of.project(),
        "",
        "",
        "",
        masking.mask(recorded.shown().prompt(), counts),
        masking.mask(recorded.shown().answer(), counts),
        recorded.shown().tools().stream()
            .map(name -> new ToolUse(name, "", "", ToolUse.Outcome.PENDING))
            .toList(),
        TokenUsage.NONE,
        begin.plus(recorded.asked()),
        begin.plus(recorded.finished()),
        true,
        1,
        List.of(),
        counts,
        new TreeSet<>());
  }
}
