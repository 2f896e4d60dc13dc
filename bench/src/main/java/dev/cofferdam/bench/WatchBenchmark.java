package dev.cofferdam.bench;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Order;
import dev.cofferdam.watch.archive.Search;
import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.exchange.ExchangeKind;
import dev.cofferdam.watch.exchange.TokenUsage;
import dev.cofferdam.watch.exchange.ToolUse;
import dev.cofferdam.watch.ingest.Ingest;
import dev.cofferdam.watch.ingest.PassReport;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.source.LocalFiles;
import dev.cofferdam.watch.source.TranscriptPlace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;

/**
 * How fast transcripts are read, masked and archived, and how fast the archive answers. Everything
 * is synthetic: words are drawn so that few are frequent and many are rare, as in a language.
 */
public final class WatchBenchmark {
  private static final int WORDS = 50_000;
  private static final int QUESTIONS = 2000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Random random = new Random(42);
  private final String[] words = new String[WORDS];

  private WatchBenchmark() {
    for (int i = 0; i < WORDS; i++) {
      StringBuilder word = new StringBuilder();
      for (int rest = i + 1; rest > 0; rest /= 21) {
        word.append("bcdfghklmnprstvwxzjqy".charAt(rest % 21)).append("aeiou".charAt(rest % 5));
      }
      words[i] = word.toString();
    }
  }

  /**
   * Runs both.
   *
   * @param arguments a folder, how many MB of transcripts, how many exchanges. 0 leaves one out. An
   *     archive that an earlier run has made in the folder is asked again as it is
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    WatchBenchmark benchmark = new WatchBenchmark();
    int megabytes = Integer.parseInt(arguments[1]);
    if (megabytes > 0) {
      benchmark.ingest(folder.resolve("ingest"), megabytes);
    }
    int exchanges = Integer.parseInt(arguments[2]);
    if (exchanges > 0) {
      benchmark.search(folder.resolve("search"), exchanges);
    }
  }

  private void ingest(Path folder, int megabytes) throws IOException {
    Path projects = Files.createDirectories(folder.resolve("home/.claude/projects/-p"));
    long written = 0;
    for (int file = 0; written < megabytes * 1_000_000L; file++) {
      byte[] text = transcript(file).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      Files.write(projects.resolve("session-" + file + ".jsonl"), text);
      written += text.length;
    }
    for (int round = 0; round < 3; round++) {
      Path state = folder.resolve("round-" + round);
      try (Archive archive = LuceneArchive.open(state.resolve("archive"))) {
        Ingest ingest =
            Ingest.open(state.resolve("state"), Masking.builtIn(), archive, Clock.systemUTC());
        List<TranscriptPlace> places =
            List.of(
                new TranscriptPlace(
                    new LocalFiles(),
                    AgentKind.CLAUDE_CODE,
                    "ann",
                    OptionalInt.empty(),
                    folder.resolve("home/.claude").toString()));
        long cpu = cpu();
        long begin = System.nanoTime();
        PassReport report = ingest.pass(places);
        if (!report.problems().isEmpty()) {
          throw new IOException("the figures would mean nothing: " + report.problems());
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpuSeconds = (cpu() - cpu) / 1e9;
        long idle = System.nanoTime();
        long idleCpu = cpu();
        ingest.pass(places);
        System.out.printf(
            Locale.ROOT,
            "ingest: %d MB, %d exchanges: %.1f MB/s (%.1f MB per CPU second); a pass without news"
                + " %.1f ms (%.1f ms CPU)%n",
            report.bytes() / 1_000_000,
            report.exchanges(),
            report.bytes() / 1e6 / seconds,
            report.bytes() / 1e6 / cpuSeconds,
            (System.nanoTime() - idle) / 1e6,
            (cpu() - idleCpu) / 1e6);
      }
    }
  }

  /** Sixty exchanges, two tools each, whose results are most of the file, as in real ones. */
  private String transcript(int file) {
    StringBuilder lines = new StringBuilder();
    Instant time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(file * 10_000L);
    String common =
        "\",\"sessionId\":\"s"
            + file
            + "\",\"cwd\":\"/home/ann/p"
            + file % 20
            + "\",\"gitBranch\":\"main\",\"version\":\"2.1.0\",\"timestamp\":\"";
    for (int i = 0; i < 60; i++) {
      String id = file + "-" + i;
      String at = common + time.plusSeconds(i * 60L) + "\",";
      lines
          .append("{\"type\":\"user\",\"uuid\":\"u")
          .append(id)
          .append(at)
          .append("\"message\":{\"role\":\"user\",\"content\":\"")
          .append(text(40))
          .append("\"}}\n");
      for (int tool = 0; tool < 2; tool++) {
        String use = id + "-" + tool;
        lines
            .append("{\"type\":\"assistant\",\"uuid\":\"a")
            .append(use)
            .append(at)
            .append("\"requestId\":\"r")
            .append(use)
            .append("\",\"message\":{\"id\":\"m")
            .append(use)
            .append("\",\"model\":\"claude-opus-4-5\",\"content\":[{\"type\":\"text\",")
            .append("\"text\":\"")
            .append(text(60))
            .append("\"},{\"type\":\"tool_use\",\"id\":\"t")
            .append(use)
            .append("\",\"name\":\"Bash\",\"input\":{\"command\":\"")
            .append(text(12))
            .append("\"}}],\"usage\":{\"input_tokens\":10,\"output_tokens\":200}}}\n");
        String result = text(900);
        lines
            .append("{\"type\":\"user\",\"uuid\":\"r")
            .append(use)
            .append(at)
            .append("\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",")
            .append("\"tool_use_id\":\"t")
            .append(use)
            .append("\",\"content\":\"")
            .append(result)
            .append("\"}]},\"toolUseResult\":{\"stdout\":\"")
            .append(result)
            .append("\"}}\n");
      }
      lines
          .append("{\"type\":\"assistant\",\"uuid\":\"z")
          .append(id)
          .append(at)
          .append("\"requestId\":\"q")
          .append(id)
          .append("\",\"message\":{\"id\":\"n")
          .append(id)
          .append("\",\"model\":\"claude-opus-4-5\",\"stop_reason\":\"end_turn\",\"content\":")
          .append("[{\"type\":\"text\",\"text\":\"")
          .append(text(150))
          .append("\"}],\"usage\":{\"input_tokens\":10,\"output_tokens\":300}}}\n");
    }
    return lines.toString();
  }

  private void search(Path folder, int exchanges) throws IOException {
    boolean built = Files.exists(folder);
    try (Archive archive = LuceneArchive.open(folder)) {
      if (!built) {
        build(archive, folder, exchanges);
      }
      ask(archive);
    }
  }

  private void build(Archive archive, Path folder, int exchanges) throws IOException {
    long begin = System.nanoTime();
    List<Exchange> batch = new ArrayList<>();
    for (int i = 0; i < exchanges; i++) {
      batch.add(exchange(i));
      if (batch.size() == 5000 || i == exchanges - 1) {
        archive.put(batch);
        batch.clear();
      }
    }
    archive.rest();
    System.out.printf(
        Locale.ROOT,
        "archive: %d exchanges put in %.0f s, %d MB on disk%n",
        exchanges,
        (System.nanoTime() - begin) / 1e9,
        size(folder) / 1_000_000);
  }

  private void ask(Archive archive) throws IOException {
    measure(
        archive, "one rare word", i -> Search.newest(Filter.text(words[5000 + i % 40_000]), 20));
    measure(archive, "one frequent word", i -> Search.newest(Filter.text(words[i % 50]), 20));
    measure(
        archive,
        "two words",
        i -> Search.newest(Filter.text(words[i % 200] + " " + words[200 + i % 3000]), 20));
    measure(
        archive,
        "a word in a project",
        i ->
            Search.newest(
                new Filter(
                    words[i % 2000],
                    "/home/ann/p" + i % 200,
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    null,
                    null),
                20));
    measure(
        archive,
        "two words, by relevance",
        i ->
            new Search(
                Filter.text(words[i % 200] + " " + words[200 + i % 3000]),
                Order.RELEVANCE,
                20,
                "",
                false));
    measure(archive, "the newest", i -> Search.newest(Filter.ALL, 20));
    long facets = System.nanoTime();
    archive.find(new Search(Filter.ALL, Order.NEWEST, 20, "", true));
    long sums = System.nanoTime();
    archive.sums(Filter.ALL);
    System.out.printf(
        Locale.ROOT,
        "facets over all: %.0f ms; sums over all: %.0f ms%n",
        (sums - facets) / 1e6,
        (System.nanoTime() - sums) / 1e6);
  }

  private interface Question {
    Search number(int i);
  }

  private static void measure(Archive archive, String name, Question question) throws IOException {
    long[] took = new long[QUESTIONS];
    long[] cpu = new long[QUESTIONS];
    for (int i = -QUESTIONS / 4; i < QUESTIONS; i++) {
      Search search = question.number(i + QUESTIONS);
      long begin = System.nanoTime();
      long beginCpu = THREADS.getCurrentThreadCpuTime();
      archive.find(search);
      if (i >= 0) {
        cpu[i] = THREADS.getCurrentThreadCpuTime() - beginCpu;
        took[i] = System.nanoTime() - begin;
      }
    }
    Arrays.sort(took);
    Arrays.sort(cpu);
    System.out.printf(
        Locale.ROOT,
        "search, %s: p50 %.2f ms, p99 %.2f ms, most %.1f ms; CPU p50 %.2f ms, p99 %.2f ms%n",
        name,
        took[QUESTIONS / 2] / 1e6,
        took[QUESTIONS * 99 / 100] / 1e6,
        took[QUESTIONS - 1] / 1e6,
        cpu[QUESTIONS / 2] / 1e6,
        cpu[QUESTIONS * 99 / 100] / 1e6);
  }

  private Exchange exchange(int number) {
    Instant started = Instant.parse("2025-01-01T00:00:00Z").plusSeconds(number * 30L);
    return new Exchange(
        String.format(Locale.ROOT, "%032x", number * 0x9e3779b97f4a7c15L),
        AgentKind.CLAUDE_CODE,
        ExchangeKind.PROMPT,
        "user-" + number % 10,
        "host",
        "/home/ann/.claude/projects/p/s" + number / 50 + ".jsonl",
        "s" + number / 50,
        "",
        "/home/ann/p" + number % 200,
        "main",
        number % 3 == 0 ? "claude-haiku-4-5" : "claude-opus-4-5",
        "2.1.0",
        text(20),
        text(60),
        List.of(new ToolUse("Bash", "0123456789abcdef", text(6), ToolUse.Outcome.OK)),
        new TokenUsage(100, 200, 300, 0, 0),
        started,
        started.plusSeconds(20),
        true,
        4,
        List.of(),
        Map.of(),
        new TreeSet<>());
  }

  /** Words of which the n-th is about n times as rare as the first. */
  private String text(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ")
          .append(words[(int) Math.min(WORDS - 1, Math.pow(WORDS, random.nextDouble()) - 1)]);
    }
    return text.toString();
  }

  private static long size(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static long cpu() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
