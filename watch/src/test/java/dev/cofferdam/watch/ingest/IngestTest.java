package dev.cofferdam.watch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Forget;
import dev.cofferdam.watch.archive.Order;
import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.Exchange;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.source.LocalFiles;
import dev.cofferdam.watch.source.TranscriptPlace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
  @TempDir private Path folder = Path.of("/nonexistent");
  private Path projects = folder;
  private final List<Archive> open = new ArrayList<>();

  @BeforeEach
  void make() throws IOException {
    projects = Files.createDirectories(folder.resolve("home/.claude/projects/-p"));
  }

  @AfterEach
  void close() throws IOException {
    for (Archive archive : open) {
      archive.close();
    }
  }

  @Test
  void whatIsNewIsKeptAndNothingTwice() throws IOException {
    Ingest ingest = ingest();
    write("one.jsonl", prompt("u1", "first") + answer("a1", "u1", "yes"));
    assertThat(pass(ingest).exchanges()).isEqualTo(1);
    assertThat(pass(ingest).bytes()).isZero();

    write("one.jsonl", answer("a2", "u1", "and more") + prompt("u2", "second"));
    assertThat(pass(ingest).exchanges()).isEqualTo(2);

    assertThat(kept()).extracting(Exchange::prompt).containsExactly("first", "second");
    assertThat(kept().getFirst().answer()).isEqualTo("yes\n\nand more");
  }

  @Test
  void bothFormatsOfGeminiCliAreFound() throws IOException {
    Path chats = Files.createDirectories(folder.resolve("home/.gemini/tmp/quay/chats"));
    try (InputStream sample =
        IngestTest.class.getResourceAsStream(
            "/dev/cofferdam/watch/gemini/prompt-and-resume.jsonl")) {
      Files.copy(sample, chats.resolve("session-1.jsonl"));
    }
    Files.writeString(
        chats.resolve("session-2.json"),
        "{\"sessionId\":\"g\",\"messages\":[{\"id\":\"1\",\"type\":\"user\",\"content\":\"old\"}]}");

    PassReport report =
        ingest()
            .pass(
                List.of(
                    new TranscriptPlace(
                        new LocalFiles(),
                        AgentKind.GEMINI,
                        "ann",
                        OptionalInt.empty(),
                        folder.resolve("home/.gemini").toString())));

    assertThat(report.problems()).isEmpty();
    assertThat(kept())
        .extracting(Exchange::prompt)
        .containsExactlyInAnyOrder("Lies die soundings 🐋 bitte", "und jetzt?\nzwei Zeilen", "old");
  }

  @Test
  void aTornLastLineWaitsForItsEnd() throws IOException {
    Ingest ingest = ingest();
    String line = prompt("u1", "two halves");
    write("one.jsonl", line.substring(0, 60));
    assertThat(pass(ingest).exchanges()).isZero();

    write("one.jsonl", line.substring(60));
    pass(ingest);

    assertThat(kept()).hasSize(1);
  }

  @Test
  void anotherProcessGoesOnWhereTheFirstEnded() throws IOException {
    write(
        "one.jsonl",
        prompt("u1", "first") + answer("a1", "u1", "yes") + prompt("u2", "torn").substring(0, 30));
    pass(ingest());
    write("one.jsonl", prompt("u2", "torn").substring(30) + answer("a2", "u2", "no"));

    PassReport report = pass(ingest());

    // The first exchange is read again, to know its records, and not written again.
    assertThat(report.exchanges()).isEqualTo(1);
    assertThat(kept()).extracting(Exchange::prompt).containsExactly("first", "torn");
    assertThat(kept().get(1).answer()).isEqualTo("no");
  }

  @Test
  void aFileThatIsReplacedOrCutIsReadAnew() throws IOException {
    Ingest ingest = ingest();
    write("one.jsonl", prompt("u1", "first") + prompt("u2", "second") + prompt("u3", "third"));
    pass(ingest);
    Files.writeString(projects.resolve("one.jsonl"), prompt("u4", "after a cut"));
    pass(ingest);
    Files.delete(projects.resolve("one.jsonl"));
    Files.writeString(projects.resolve("other"), "x");
    write(
        "one.jsonl",
        prompt("u5", "a new file") + prompt("u6", "of some length, longer than before"));
    pass(ingest);

    assertThat(kept()).hasSize(6);
  }

  @Test
  void aFileWrittenAnewBetweenTwoProcessesIsReadAnew() throws IOException {
    write("one.jsonl", prompt("u1", "first"));
    pass(ingest());
    Files.writeString(
        projects.resolve("one.jsonl"), prompt("u8", "written over") + prompt("u9", "and longer"));
    pass(ingest());

    assertThat(kept()).extracting(Exchange::prompt).contains("written over", "and longer");
  }

  @Test
  void aBranchedSessionRepeatsNothing() throws IOException {
    Ingest ingest = ingest();
    String history = prompt("u1", "first") + answer("a1", "u1", "yes");
    write("one.jsonl", history);
    pass(ingest);
    write("two.jsonl", history + prompt("u2", "only here"));
    pass(ingest);

    assertThat(kept()).extracting(Exchange::prompt).containsExactly("first", "only here");
    assertThat(kept().getFirst().transcript()).endsWith("one.jsonl");
  }

  @Test
  void secretsDoNotReachTheArchive() throws IOException {
    write("one.jsonl", prompt("u1", "use DB_PASSWORD=hunter2x please"));
    pass(ingest());

    assertThat(kept().getFirst().prompt()).isEqualTo("use DB_PASSWORD=[masked password] please");
    assertThat(kept().getFirst().masked()).containsEntry("password", 1);
  }

  @Test
  void aFileOfSomebodyElseIsNotRead() throws IOException {
    write("one.jsonl", prompt("u1", "first"));
    int me = (int) Files.getAttribute(projects, "unix:uid");
    Ingest ingest = ingest();

    PassReport report = ingest.pass(List.of(place(OptionalInt.of(me + 1))));

    assertThat(report.problems()).hasSize(1);
    assertThat(report.problems().getFirst().what()).contains("is not read");
    assertThat(kept()).isEmpty();
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("elsewhere"), prompt("u1", "not mine"));
    Files.createSymbolicLink(projects.resolve("one.jsonl"), elsewhere);

    assertThat(pass(ingest()).files()).isZero();
  }

  @Test
  void brokenLinesAreReportedOnceAndTheRestIsKept() throws IOException {
    Ingest ingest = ingest();
    write("one.jsonl", "{broken\n" + prompt("u1", "fine"));
    assertThat(pass(ingest).problems()).hasSize(1);
    assertThat(kept()).hasSize(1);
    assertThat(pass(ingest).problems()).isEmpty();
  }

  @Test
  void aLineOfSeveralMegabytesIsReadWholeAndTheOnesAroundItToo() throws IOException {
    // A tool's output of 6 MB in one record, as a file that was read makes it.
    String output = "x".repeat(6 << 20);
    String big =
        "{\"type\":\"user\",\"uuid\":\"r1\",\"parentUuid\":\"a1\",\"timestamp\":\"2026-01-01T10:00:02Z\","
            + "\"message\":{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\","
            + "\"tool_use_id\":\"t1\",\"content\":\""
            + output
            + "\"}]}}\n";
    String asked = prompt("u1", "before");
    write("one.jsonl", asked + big.substring(0, 3 << 20));
    Ingest ingest = ingest();
    pass(ingest);
    write(
        "one.jsonl",
        big.substring(3 << 20) + answer("a2", "r1", "read it") + prompt("u3", "after"));

    PassReport report = pass(ingest);

    assertThat(report.problems()).isEmpty();
    assertThat(kept()).extracting(Exchange::prompt).containsExactly("before", "after");
    assertThat(kept().getFirst().answer()).isEqualTo("read it");
  }

  @Test
  void aPromptOfSeveralMegabytesIsKeptToItsLimitAndSaysSo() throws IOException {
    write("one.jsonl", prompt("u1", "look: " + "wort ".repeat(1 << 20)));

    assertThat(pass(ingest()).problems()).isEmpty();
    assertThat(kept())
        .singleElement()
        .satisfies(
            each -> assertThat(each.prompt()).startsWith("look: wort").hasSizeLessThan(5 << 20));
  }

  @Test
  void bytesThatAreNoUtf8CostThemselvesAndNothingElse() throws IOException {
    byte[] broken = prompt("u1", "caf@ au lait").getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < broken.length; i++) {
      broken[i] = broken[i] == '@' ? (byte) 0xe9 : broken[i];
    }
    write("one.jsonl", prompt("u0", "vorher"));
    Files.write(projects.resolve("one.jsonl"), broken, StandardOpenOption.APPEND);
    write("one.jsonl", prompt("u2", "nachher ✓"));
    Ingest ingest = ingest();

    PassReport report = pass(ingest);

    assertThat(report.problems()).isEmpty();
    assertThat(kept())
        .extracting(Exchange::prompt)
        .containsExactly("vorher", "caf\ufffd au lait", "nachher ✓");
    assertThat(pass(ingest).problems()).isEmpty();
  }

  @Test
  void whatIsForgottenIsNotReadAgainByANewProcess() throws IOException {
    write("one.jsonl", prompt("u1", "first"));
    pass(ingest());
    archive().forget(new Forget.Session("one"));
    Files.delete(folder.resolve("state/positions"));
    write("one.jsonl", prompt("u2", "second"));

    pass(ingest());

    assertThat(kept()).isEmpty();
  }

  @Test
  void whereFilesWereReadDoesNotTellTheirNames() throws IOException {
    write("secret-project.jsonl", prompt("u1", "first"));
    pass(ingest());

    assertThat(Files.readString(folder.resolve("state/positions"))).doesNotContain("secret");
  }

  private PassReport pass(Ingest ingest) {
    return ingest.pass(List.of(place(OptionalInt.empty())));
  }

  private TranscriptPlace place(OptionalInt owner) {
    return new TranscriptPlace(
        new LocalFiles(),
        AgentKind.CLAUDE_CODE,
        "ann",
        owner,
        folder.resolve("home/.claude").toString());
  }

  private Ingest ingest() throws IOException {
    return Ingest.open(folder.resolve("state"), Masking.builtIn(), archive(), Clock.systemUTC());
  }

  private Archive archive() throws IOException {
    Archive archive = LuceneArchive.open(folder.resolve("archive"));
    open.add(archive);
    return archive;
  }

  private List<Exchange> kept() throws IOException {
    List<Exchange> kept = new ArrayList<>();
    archive().each(Filter.ALL, Order.OLDEST, kept::add);
    return kept;
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(
        projects.resolve(name),
        text,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String prompt(String uuid, String text) {
    return "{\"type\":\"user\",\"uuid\":\""
        + uuid
        + "\",\"timestamp\":\"2026-01-01T10:00:0"
        + uuid.substring(1)
        + "Z\",\"message\":{\"role\":\"user\",\"content\":\""
        + text
        + "\"}}\n";
  }

  private static String answer(String uuid, String parent, String text) {
    return "{\"type\":\"assistant\",\"uuid\":\""
        + uuid
        + "\",\"parentUuid\":\""
        + parent
        + "\",\"timestamp\":\"2026-01-01T10:00:05Z\",\"message\":{\"id\":\"m"
        + uuid
        + "\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\""
        + text
        + "\"}]}}\n";
  }
}
