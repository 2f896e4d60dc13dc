package dev.cofferdam.journal;

import static dev.cofferdam.journal.Journals.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class LineTest {
  @TempDir private Path dir;

  @Test
  void whatIsRecordedIsReadBack() throws Exception {
    List<Entry> entries = new ArrayList<>();
    entries.add(Journals.entry("agent", 1));
    entries.add(
        new Entry(
            Kind.STREAM_END,
            -1,
            "p",
            Peer.tcp("[::1]:4", "CN=ci"),
            "GET",
            "/x",
            "op",
            null,
            "forward",
            null,
            "because",
            List.of("a", "b"),
            101,
            Long.MAX_VALUE,
            0,
            9));
    entries.add(
        new Entry(
            Kind.STREAM_OPEN,
            0,
            "p",
            new Peer(-2, 0, Peer.UNKNOWN, "a", null),
            "",
            "",
            "op",
            null,
            "",
            null,
            null,
            List.of(),
            0,
            0,
            0,
            0));
    entries.add(Entry.event("policy.reloaded", "SIGHUP"));
    record(entries);
    assertThat(Journals.entries(dir)).isEqualTo(entries);
  }

  @Test
  void anyTextSurvivesAndOnlyBrokenSurrogatesAreReplaced() throws Exception {
    SplittableRandom random = new SplittableRandom(20);
    List<Entry> entries = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      String text = anyText(random);
      entries.add(Entry.event("e", text));
      expected.add(wellFormed(text));
    }
    record(entries);
    assertThat(Journals.entries(dir)).extracting(Entry::reason).isEqualTo(expected);
    // The same by a parser that shares no code with the reader:
    List<String> reasons = new ArrayList<>();
    for (JournalLine line : Journals.lines(dir)) {
      reasons.add(JsonMapper.shared().readTree(line.raw()).path("reason").stringValue());
    }
    assertThat(reasons).isEqualTo(expected);
    Journals.sound(dir);
  }

  @Test
  void controlCharactersAndBidirectionalMarksAreEscaped() throws Exception {
    record(List.of(Entry.event("e", "\u001b[2J\u009b2J\u202Egnp.exe\u007f\n\u2028")));
    assertThat(Journals.lines(dir).getFirst().raw())
        .contains("\\u001b[2J\\u009b2J\\u202egnp.exe\\u007f\\n\\u2028");
  }

  @Test
  void longTextsAreCutAndNoLineIsLongerThanTheReaderReads() throws Exception {
    String huge = "\u0001".repeat(100_000);
    Entry largest =
        new Entry(
            Kind.STREAM_OPEN,
            0,
            huge,
            new Peer(-2, -2, -2, huge, huge),
            huge,
            huge,
            huge,
            huge,
            huge,
            huge,
            huge,
            Collections.nCopies(500, huge),
            -1,
            Long.MIN_VALUE,
            Long.MIN_VALUE,
            Long.MIN_VALUE);
    record(
        List.of(largest, Entry.event("e", "ä".repeat(5000)), Entry.event("e", "b".repeat(4096))));
    assertThat(Journals.sound(dir).entries()).isEqualTo(3);
    List<Entry> read = Journals.entries(dir);
    assertThat(read.get(0).changes()).last().asString().startsWith("… ").endsWith(" more");
    assertThat(read.get(1).reason()).isEqualTo("ä".repeat(2048) + "…");
    assertThat(read.get(2).reason()).isEqualTo("b".repeat(4096));
    assertThat(Journals.lines(dir).getFirst().raw().length()).isBetween(40_000, 65_000);
  }

  @Test
  void membersOfALaterVersionStayInTheRawLine() {
    JournalLine line =
        new JournalLine(
            1,
            2,
            "{\"seq\":7,\"time\":\"2026-01-01T00:00:00Z\",\"kind\":\"event\",\"principal\":\"p\","
                + "\"colour\":{\"a\":[1]},\"hash\":\"\"}");
    assertThat(line.seq()).isEqualTo(7);
    assertThat(line.entry()).isNotNull().extracting(Entry::principal).isEqualTo("p");
    assertThat(line.raw()).contains("\"colour\":{\"a\":[1]}");
  }

  @Test
  void aLineThatIsNoEntryIsNotTakenForOne() {
    for (String raw : List.of("", "{", "[]", "7", "{\"seq\":x,", "{\"seq\":1,\"kind\":\"no\"}")) {
      assertThat(new JournalLine(1, 1, raw).entry()).as(raw).isNull();
    }
  }

  @Test
  void filesAreForTheirOwnerOnly() throws Exception {
    Path made = dir.resolve("a/b");
    Journals.write(made, 3, JournalSettings.DEFAULT);
    assertThat(Files.getPosixFilePermissions(made).toString()).doesNotContain("GROUP", "OTHERS");
    try (var files = Files.list(made)) {
      assertThat(files.toList())
          .hasSize(3)
          .allSatisfy(file ->
              assertThat(Files.getPosixFilePermissions(file).toString())
                  .doesNotContain("GROUP", "OTHERS"));
    }
  }

  private void record(List<Entry> entries) throws Exception {
    try (FileJournal journal = FileJournal.open(dir, JournalSettings.DEFAULT)) {
      entries.forEach(entry -> assertThat(journal.record(entry)).isTrue());
      assertThat(journal.flush(PATIENCE)).isTrue();
    }
  }

  private static String anyText(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(60);
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(5)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.append((char) random.nextInt(0xA0));
        case 2 -> text.append((char) (0xD800 + random.nextInt(0x800)));
        case 3 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        default -> text.append("\"\\/{}[],:".charAt(random.nextInt(9)));
      }
    }
    return text.toString();
  }

  private static String wellFormed(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints().forEach(c -> clean.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return clean.toString();
  }
}
