package dev.cofferdam.watch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Order;
import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.source.LocalFiles;
import dev.cofferdam.watch.source.TranscriptPlace;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes are started, so this runs with the engine's tests. */
@Tag("engine")
class KilledIngestTest {
  private static final int ROUNDS = 5;
  private static final int PER_ROUND = 200;
  private static final int BATCH = 40;

  @TempDir private Path folder = Path.of("/nonexistent");

  @Test
  void aProcessKilledAtAnyPointLosesAndDoublesNothing() throws IOException {
    Path projects = Files.createDirectories(folder.resolve("home/.claude/projects/-p"));
    Random random = new Random(11);
    for (int round = 0; round < ROUNDS; round++) {
      Process process = start();
      try {
        Path file = projects.resolve("session-" + round % 2 + ".jsonl");
        grow(file, round, random.nextInt(BATCH, PER_ROUND), process);
      } finally {
        process.destroyForcibly();
        process.onExit().join();
      }
    }

    List<Exchange> kept = new ArrayList<>();
    try (Archive archive = LuceneArchive.open(folder.resolve("archive"))) {
      PassReport report =
          Ingest.open(folder.resolve("state"), Masking.builtIn(), archive, Clock.systemUTC())
              .pass(
                  List.of(
                      new TranscriptPlace(
                          new LocalFiles(),
                          AgentKind.CLAUDE_CODE,
                          "ann",
                          OptionalInt.empty(),
                          folder.resolve("home/.claude").toString())));
      assertThat(report.problems()).isEmpty();
      archive.each(Filter.ALL, Order.OLDEST, kept::add);
    }
    assertThat(kept).hasSize(ROUNDS * PER_ROUND);
    assertThat(kept).extracting(Exchange::prompt).doesNotHaveDuplicates();
    assertThat(kept).allMatch(exchange -> exchange.answer().startsWith("answer to"));
    assertThat(kept).allMatch(exchange -> exchange.usage().output() == 7);
  }

  /**
   * Writes as a busy agent does, kills the process in the middle of it, and writes on. Before the
   * next batch the process has put something of this one, so each kill finds it at work.
   */
  private static void grow(Path file, int round, int kill, Process process) throws IOException {
    BufferedReader out = process.inputReader();
    for (int i = 0; i < PER_ROUND; i++) {
      Files.writeString(
          file, exchange(round, i), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      if (i == kill) {
        assertThat(process.isAlive()).isTrue();
        process.destroyForcibly();
      } else if (i < kill && i % BATCH == BATCH - 1) {
        awaitPut(out);
      }
    }
  }

  private static void awaitPut(BufferedReader out) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      assertThat(line).doesNotStartWith("problem");
      if (line.startsWith("put ")) {
        return;
      }
      // The machine's own warnings come here too.
      said.append(line).append('\n');
    }
    throw new IOException("the process ended on its own:\n" + said);
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            IngestProcess.class.getName(),
            folder.toString())
        .redirectErrorStream(true)
        .start();
  }

  private static String exchange(int round, int number) {
    String id = round + "-" + number;
    String time =
        Instant.parse("2026-01-01T00:00:00Z").plusSeconds(round * 1000L + number).toString();
    return "{\"type\":\"user\",\"uuid\":\"u"
        + id
        + "\",\"timestamp\":\""
        + time
        + "\",\"message\":{\"content\":\"prompt "
        + id
        + "\"}}\n{\"type\":\"assistant\",\"uuid\":\"a"
        + id
        + "\",\"parentUuid\":\"u"
        + id
        + "\",\"timestamp\":\""
        + time
        + "\",\"message\":{\"id\":\"m"
        + id
        + "\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"answer to "
        + id
        + "\"}],\"usage\":{\"output_tokens\":7}}}\n";
  }
}
