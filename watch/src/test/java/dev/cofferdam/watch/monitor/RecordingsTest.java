package dev.cofferdam.watch.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Order;
import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.source.LocalFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With a recording of the real Claude Code 2.1, which fills the screen and clears it at its end.
 */
class RecordingsTest {
  private static final Instant BEGAN = Instant.ofEpochSecond(1795686423);
  private static final String FIRST = "Wie tief ist der Hafen?";
  private static final String SECOND = "und draußen?";

  @TempDir private Path folder = Path.of("/nonexistent");
  private Path casts = Path.of("/nonexistent");
  private Path cast = Path.of("/nonexistent");

  @BeforeEach
  void recording() throws IOException {
    casts = Files.createDirectories(folder.resolve("casts/deeper"));
    cast = casts.resolve("claude.cast");
    try (InputStream in =
        RecordingsTest.class.getResourceAsStream("/dev/cofferdam/watch/terminal/claude-2.1.cast")) {
      Files.write(cast, in.readAllBytes());
    }
  }

  @Test
  void whatARecordingShowsIsArchivedOnceHoweverOftenItIsRead() throws IOException {
    try (Archive archive = LuceneArchive.open(folder.resolve("archive"))) {
      Recordings recordings = recordings(archive, uid());
      assertThat(recordings.read(List.of()).exchanges()).isEqualTo(2);
      assertThat(recordings.read(List.of()).exchanges()).isZero();
      assertThat(recordings(archive, uid()).read(List.of()).exchanges()).as("a new start").isZero();

      List<Exchange> found = all(archive);
      assertThat(found).extracting(Exchange::prompt).containsExactly(FIRST, SECOND);
      assertThat(found.getFirst().answer())
          .startsWith("I sound the depth.\n\nTwelve fathoms.\n\n- at low tide: ten")
          .endsWith("chart of last year does.");
      assertThat(found.getLast().answer()).isEqualTo("Zwanzig Faden.");
      assertThat(found)
          .allSatisfy(exchange -> {
            assertThat(exchange.started()).isBetween(BEGAN, BEGAN.plusSeconds(40));
            assertThat(exchange.ended()).isBetween(exchange.started(), BEGAN.plusSeconds(40));
            assertThat(exchange.user()).isEqualTo("ann");
            assertThat(exchange.transcript()).isEqualTo(cast.toString());
          });
    }
  }

  @Test
  void whatATranscriptHasIsNotArchivedFromTheScreenAgain() throws IOException {
    try (Archive archive = LuceneArchive.open(folder.resolve("archive"))) {
      archive.put(List.of(asked(FIRST, BEGAN.plusSeconds(3))));
      // The same words at another time are another exchange.
      archive.put(List.of(asked(SECOND, BEGAN.minus(Duration.ofDays(1)))));

      assertThat(recordings(archive, uid()).read(List.of()).exchanges()).isEqualTo(1);
      assertThat(all(archive))
          .extracting(Exchange::prompt)
          .containsExactlyInAnyOrder(SECOND, FIRST, SECOND);
    }
  }

  @Test
  void recordingsOfOthersAndFilesThatAreNoneAreToldAndHoldNothingUp() throws IOException {
    Files.writeString(casts.resolve("broken.cast"), "no recording\n");
    try (Archive archive = LuceneArchive.open(folder.resolve("archive"))) {
      TranscriptReader.Pass pass = recordings(archive, uid()).read(List.of());
      assertThat(pass.exchanges()).isEqualTo(2);
      assertThat(pass.faults())
          .singleElement()
          .satisfies(fault -> {
            assertThat(fault.where()).endsWith("broken.cast");
            assertThat(fault.what()).contains("no asciicast");
          });

      assertThat(recordings(archive, uid() + 1).read(List.of()).faults())
          .hasSize(2)
          .allSatisfy(fault -> assertThat(fault.what()).contains("who is not watched"));
    }
  }

  @Test
  void ofARecordingThatGrowsOnlyWhatIsFinishedIsTaken() throws IOException {
    List<String> lines = Files.readAllLines(cast);
    int cut = 0;
    while (!lines.get(cut).contains("Zwanzig")) {
      cut++;
    }
    String whole = Files.readString(cast);
    Files.write(cast, lines.subList(0, cut));
    try (Archive archive = LuceneArchive.open(folder.resolve("archive"))) {
      Recordings recordings = recordings(archive, uid());
      recordings.read(List.of());
      assertThat(all(archive)).extracting(Exchange::prompt).containsExactly(FIRST);

      Files.writeString(cast, whole);
      recordings.read(List.of());
      assertThat(all(archive)).extracting(Exchange::prompt).containsExactly(FIRST, SECOND);
    }
  }

  private Recordings recordings(Archive archive, int uid) {
    return new Recordings(
        archive,
        Masking.builtIn(),
        new LocalFiles(),
        List.of(folder.resolve("casts").toString()),
        new TreeSet<>(List.of(uid)),
        number -> "ann",
        places -> new TranscriptReader.Pass(0, List.of()));
  }

  private static Exchange asked(String prompt, Instant when) {
    return dev.cofferdam.watch.archive.ExchangeJson.read(
        ("{\"id\":\"t"
                + when.getEpochSecond()
                + "\",\"agent\":\"claude\",\"user\":\"ann\",\"prompt\":\""
                + prompt
                + "\",\"started\":\""
                + when
                + "\",\"ended\":\""
                + when
                + "\"}")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static List<Exchange> all(Archive archive) throws IOException {
    List<Exchange> all = new ArrayList<>();
    archive.each(Filter.ALL, Order.OLDEST, all::add);
    return all;
  }

  private int uid() throws IOException {
    return Files.getAttribute(cast, "unix:uid") instanceof Integer uid ? uid : 0;
  }
}
