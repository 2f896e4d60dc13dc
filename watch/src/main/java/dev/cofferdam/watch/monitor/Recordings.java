package dev.cofferdam.watch.monitor;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Order;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final Archive archive;
  private final Masking masking;
  private final HostFiles files;
  private final List<String> folders;
  private final SortedSet<Integer> uids;
  private final IntFunction<String> names;
  private final TranscriptReader reader;
  private final Map<String, FileFacts> read = new HashMap<>();

  /**
   * @param folders where recordings are; folders below count too, four deep
   * @param uids whose recordings are read; those of others are not
   * @param names from the number of a user to the name
   */
  public Recordings(
      Archive archive,
      Masking masking,
      HostFiles files,
      List<String> folders,
      SortedSet<Integer> uids,
      IntFunction<String> names,
      TranscriptReader reader) {
    this.archive = archive;
    this.masking = masking;
    this.files = files;
    this.folders = List.copyOf(folders);
    this.uids = uids;
    this.names = names;
    this.reader = reader;
  }

  @Override
  public Pass read(List<TranscriptPlace> places) {
    Pass transcripts = reader.read(places);
    List<Fault> faults = new ArrayList<>(transcripts.faults());
    int exchanges = transcripts.exchanges();
    for (String folder : folders) {
      try {
        List<FileFacts> found = files.list(folder, ENDING, DEPTH, MOST_FILES);
        for (FileFacts file : found) {
          exchanges += file(file, faults);
        }
      } catch (IOException e) {
        faults.add(new Fault(folder, String.valueOf(e.getMessage())));
      }
    }
    return new Pass(exchanges, faults);
  }

  private int file(FileFacts file, List<Fault> faults) {
    if (file.equals(read.get(file.path()))) {
      return 0;
    }
    if (!uids.contains(file.owner())) {
      faults.add(
          new Fault(
              file.path(), "it belongs to user number " + file.owner() + ", who is not watched"));
      return 0;
    }
    try {
      int archived = archived(file);
      read.put(file.path(), file);
      return archived;
    } catch (IOException e) {
      faults.add(new Fault(file.path(), String.valueOf(e.getMessage())));
      return 0;
    }
  }

  private int archived(FileFacts file) throws IOException {
    if (file.size() > LARGEST) {
      throw new IOException("a recording is read up to " + (LARGEST >> 20) + " MB");
    }
    byte[] bytes = files.read(file.path(), 0, LARGEST);
    Recording recording =
        Asciicast.read(
            new BufferedReader(
                new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)));
    List<RecordedExchange> shown = RecordedExchange.of(recording);
    Instant begin =
        recording.started().orElse(file.modified().minus(RecordedExchange.length(recording)));
    List<String> known = prompts(file, begin, begin.plus(RecordedExchange.length(recording)));
    List<Exchange> fresh = new ArrayList<>();
    Map<String, Integer> times = new HashMap<>();
    for (RecordedExchange each : RecordedExchange.missing(shown, known, this::masked)) {
      int nth = times.merge(each.shown().prompt(), 1, Integer::sum);
      String id = ScreenIds.of("asciicast", begin.getEpochSecond(), nth, each.shown().prompt());
      if (archive.exchange(id).isEmpty()) {
        fresh.add(exchange(id, file, begin, each));
      }
    }
    archive.put(fresh);
    archive.rest();
    return fresh.size();
  }

  private String masked(String text) {
    return masking.mask(text, new HashMap<>());
  }

  /** What transcripts have of the time of the recording. */
  private List<String> prompts(FileFacts file, Instant from, Instant to) throws IOException {
    List<String> prompts = new ArrayList<>();
    Filter then =
        new Filter(
            "",
            "",
            "",
            "",
            names.apply(file.owner()),
            AgentKind.CLAUDE_CODE.word(),
            "",
            "",
            "",
            from.minus(MARGIN),
            to.plus(MARGIN));
    archive.each(
        then,
        Order.OLDEST,
        exchange -> {
          if (!exchange.transcript().endsWith(ENDING)) {
            prompts.add(exchange.prompt());
          }
        });
    return prompts;
  }

  private Exchange exchange(String id, FileFacts file, Instant begin, RecordedExchange recorded) {
    Map<String, Integer> counts = new TreeMap<>();
    return new Exchange(
        id,
        AgentKind.CLAUDE_CODE,
        ExchangeKind.PROMPT,
        names.apply(file.owner()),
        files.name(),
        file.path(),
        "",
        "",
        "",
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
