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
import java.time.Clock;
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
  private int transcripts;

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

  @Test
  void theTerminalOfASessionIsKnownByItsSessionAndProject() throws IOException {
    sessionRecording("20261126T114703.000Z", 0);
    try (Archive archive = LuceneArchive.open(folder.resolve("archive"))) {
      assertThat(sessions(archive, uid(), Duration.ofMinutes(1)).read(List.of()).exchanges())
          .isEqualTo(2);
      assertThat(all(archive))
          .allSatisfy(exchange -> {
            assertThat(exchange.session()).isEqualTo("shop-1a2b3c4d");
            assertThat(exchange.source()).isEqualTo("container:cofferdam-shop-1a2b3c4d");
            assertThat(exchange.project()).isEqualTo("/home/ann/shop");
          });
    }
  }

  @Test
  void whatIsDrawnAnewForWhoeverComesBackToASessionIsNoNewExchange() throws IOException {
    sessionRecording("20261126T114703.000Z", 0);
    // The whole screen at once, as after coffer attach, and then one that is new.
    sessionFile("20261127T080000.000Z")
        .write(
            86_400,
            "❯ " + SECOND + "\r\n\r\n● Zwanzig Faden.\r\n\r\n✻ Baked for 1s\r\n",
            "❯ danke\r\n",
            "\r\n● Gern.\r\n\r\n✻ Baked for 1s\r\n");
    try (Archive archive = LuceneArchive.open(folder.resolve("archive"))) {
      sessions(archive, uid(), Duration.ofMinutes(1)).read(List.of());
      sessions(archive, uid(), Duration.ofMinutes(1)).read(List.of());

      assertThat(all(archive)).extracting(Exchange::prompt).containsExactly(FIRST, SECOND, "danke");
    }
  }

  @Test
  void whatTheTranscriptInTheSessionsContainerHasIsNotTakenFromItsTerminal() throws IOException {
    sessionRecording("20261126T114703.000Z", 0);
    try (Archive archive = LuceneArchive.open(folder.resolve("archive"))) {
      archive.put(
          List.of(
              asked(FIRST, BEGAN.plusSeconds(3), "1000", "container:cofferdam-shop-1a2b3c4d"),
              asked(SECOND, BEGAN.plusSeconds(9), "1000", "container:elsewhere")));

      assertThat(sessions(archive, uid(), Duration.ofMinutes(1)).read(List.of()).exchanges())
          .isEqualTo(1);
      assertThat(all(archive))
          .filteredOn(exchange -> exchange.transcript().endsWith(".cast"))
          .extracting(Exchange::prompt)
          .containsExactly(SECOND);
    }
  }

  @Test
  void aTranscriptThatIsReadLaterTakesThePlaceOfWhatTheTerminalShowed() throws IOException {
    sessionRecording("20261126T114703.000Z", 0);
    try (Archive archive = LuceneArchive.open(folder.resolve("archive"))) {
      Recordings recordings = sessions(archive, uid(), Duration.ofMinutes(1));
      assertThat(recordings.read(List.of()).exchanges()).isEqualTo(2);
      archive.put(
          List.of(asked(FIRST, BEGAN.plusSeconds(3), "1000", "container:cofferdam-shop-1a2b3c4d")));
      transcripts = 1;
      recordings.read(List.of());
      sessions(archive, uid(), Duration.ofMinutes(1)).read(List.of());

      assertThat(all(archive))
          .extracting(each -> each.prompt() + each.transcript().endsWith(".cast"))
          .containsExactlyInAnyOrder(FIRST + false, SECOND + true);
    }
  }

  @Test
  void sessionsOfUsersWhoAreNotWatchedArePassedOverWithoutAWord() throws IOException {
    sessionRecording("20261126T114703.000Z", 0);
    try (Archive archive = LuceneArchive.open(folder.resolve("archive"))) {
      assertThat(sessions(archive, uid() + 1, Duration.ofMinutes(1)).read(List.of()))
          .isEqualTo(new TranscriptReader.Pass(0, List.of()));
    }
  }

  @Test
  void theEndOfATerminalThatMovesIsLeftUntilItRests() throws IOException {
    sessionRecording("20261126T114703.000Z", 0);
    try (Archive archive = LuceneArchive.open(folder.resolve("archive"))) {
      sessionFile("20261127T080000.000Z")
          .write(0, "❯ eins\r\n", "● Eins.\r\n\r\n✻ Baked for 1s\r\n");
      sessions(archive, uid(), Duration.ZERO).read(List.of());
      assertThat(all(archive)).extracting(Exchange::prompt).doesNotContain("eins");

      sessions(archive, uid(), Duration.ofMinutes(1)).read(List.of());
      assertThat(all(archive)).extracting(Exchange::prompt).contains("eins");
    }
  }

  private void sessionRecording(String name, int later) throws IOException {
    Path file = sessionFile(name).path();
    List<String> lines = new ArrayList<>(Files.readAllLines(cast));
    lines.set(0, head(BEGAN.getEpochSecond() + later));
    Files.write(file, lines);
  }

  private static String head(long began) {
    return "{\"version\":2,\"width\":100,\"height\":30,\"timestamp\":"
        + began
        + ",\"title\":\"/home/ann/shop\"}";
  }

  private SessionFile sessionFile(String name) throws IOException {
    Path recordings = folder.resolve("state/sessions/shop-1a2b3c4d/recordings");
    return new SessionFile(Files.createDirectories(recordings).resolve(name + ".cast"));
  }

  private record SessionFile(Path path) {
    void write(long later, String... shown) throws IOException {
      StringBuilder text = new StringBuilder(head(BEGAN.getEpochSecond() + later)).append('\n');
      for (int i = 0; i < shown.length; i++) {
        text.append("[")
            .append(1 + 3 * i)
            .append(".0,\"o\",\"")
            .append(shown[i].replace("\r\n", "\\r\\n"))
            .append("\"]\n");
      }
      Files.writeString(path, text.toString());
    }
  }

  private Recordings recordings(Archive archive, int uid) {
    return recordings(
        archive,
        RecordingFolder.named(folder.resolve("casts").toString()),
        uid,
        Duration.ofMinutes(1));
  }

  private Recordings sessions(Archive archive, int uid, Duration rested) {
    return recordings(
        archive, RecordingFolder.ofState(folder.resolve("state").toString()), uid, rested);
  }

  private Recordings recordings(Archive archive, RecordingFolder folder, int uid, Duration rested) {
    return new Recordings(
        archive,
        Masking.builtIn(),
        new LocalFiles(),
        List.of(folder),
        new TreeSet<>(List.of(uid)),
        number -> "ann",
        Clock.offset(Clock.systemUTC(), rested),
        places -> new TranscriptReader.Pass(transcripts, List.of()));
  }

  private static Exchange asked(String prompt, Instant when) {
    return asked(prompt, when, "ann", "host");
  }

  private static Exchange asked(String prompt, Instant when, String user, String source) {
    return dev.cofferdam.watch.archive.ExchangeJson.read(
        ("{\"id\":\"t"
                + when.getEpochSecond()
                + "\",\"agent\":\"claude\",\"user\":\""
                + user
                + "\",\"source\":\""
                + source
                + "\",\"prompt\":\""
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
