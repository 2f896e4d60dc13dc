package dev.cofferdam.watch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Order;
import dev.cofferdam.watch.archive.Samples;
import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.archive.opensearch.OpenSearchArchive;
import dev.cofferdam.watch.archive.opensearch.OpenSearchSettings;
import dev.cofferdam.watch.archive.spool.SpooledArchive;
import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.source.LocalFiles;
import dev.cofferdam.watch.source.TranscriptPlace;
import dev.cofferdam.watch.testing.MovedClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a small tmpfs. Mounting needs root. */
@Tag("engine")
class DiskFullTest {
  private static final String LONG = "word ".repeat(2000);

  @TempDir private Path mount = Path.of("/nonexistent");
  @TempDir private Path home = Path.of("/nonexistent");
  private final MovedClock clock = new MovedClock();

  @BeforeEach
  void mountASmallDisk() throws Exception {
    run("mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", mount.toString());
  }

  @AfterEach
  void unmountIt() throws Exception {
    run("umount", "--lazy", mount.toString()); // also when a failed test left files open
  }

  @Test
  void whatIsReadWhileTheDiskIsFullIsKeptOnceThereIsRoom() throws IOException {
    Path transcript = Files.createDirectories(home.resolve("projects/-p")).resolve("session.jsonl");
    write(transcript, "first");
    try (Archive archive = LuceneArchive.open(mount.resolve("archive"))) {
      Ingest ingest = Ingest.open(mount.resolve("state"), Masking.builtIn(), archive, clock);
      assertThat(pass(ingest).problems()).isEmpty();

      Path ballast = fill();
      write(transcript, "second");
      assertThat(pass(ingest).problems())
          .singleElement()
          .satisfies(problem ->
              assertThat(problem.what()).contains("No space left", "make room, and it goes on"));
      write(transcript, "third");
      clock.move(Duration.ofMinutes(10));
      assertThat(pass(ingest).problems()).isEmpty();
      assertThat(prompts(archive)).containsExactly("first");

      Files.delete(ballast);
      clock.move(Duration.ofMinutes(10));
      assertThat(pass(ingest).over()).hasSize(1);
      assertThat(prompts(archive)).containsExactly("first", "second", "third");
    }
    try (Archive archive = LuceneArchive.open(mount.resolve("archive"))) {
      Ingest next = Ingest.open(mount.resolve("state"), Masking.builtIn(), archive, clock);
      assertThat(pass(next).exchanges()).isZero();
      assertThat(prompts(archive)).containsExactly("first", "second", "third");
    }
  }

  @Test
  void aSpoolOnAFullDiskTakesNothingItCannotHold() throws IOException {
    Path spool = mount.resolve("spool");
    try (Archive archive =
        SpooledArchive.before(
            OpenSearchArchive.open(
                new OpenSearchSettings(
                    URI.create("http://127.0.0.1:1"), "full", null, null, null, null)),
            spool,
            10 << 20,
            clock)) {
      Path ballast = fill();
      assertThatThrownBy(() -> archive.put(List.of(Samples.exchange(1, LONG, ""))))
          .hasMessageContaining("No space left");

      Files.delete(ballast);
      archive.put(List.of(Samples.exchange(1, LONG, "")));
      assertThat(spool).isDirectoryContaining("glob:**.jsonl");
      assertThat(spool).isDirectoryNotContaining("glob:**.new");
    }
  }

  private PassReport pass(Ingest ingest) {
    return ingest.pass(
        List.of(
            new TranscriptPlace(
                new LocalFiles(),
                AgentKind.CLAUDE_CODE,
                "ann",
                OptionalInt.empty(),
                home.toString())));
  }

  private static List<String> prompts(Archive archive) throws IOException {
    List<String> prompts = new ArrayList<>();
    archive.each(Filter.ALL, Order.OLDEST, e -> prompts.add(e.prompt()));
    return prompts;
  }

  private static void write(Path transcript, String prompt) throws IOException {
    long number = Files.exists(transcript) ? Files.size(transcript) : 0;
    Files.writeString(
        transcript,
        """
        {"type":"user","uuid":"u%1$d","timestamp":"2026-01-01T00:%2$02d:00Z",\
        "message":{"content":"%3$s"}}
        {"type":"assistant","uuid":"a%1$d","parentUuid":"u%1$d",\
        "timestamp":"2026-01-01T00:%2$02d:01Z","message":{"id":"m%1$d","model":"m",\
        "content":[{"type":"text","text":"%4$s"}]}}
        """
            .formatted(number, number / LONG.length(), prompt, LONG),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private Path fill() throws IOException {
    Path ballast = mount.resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] page = new byte[4096];
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
    return ballast;
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
