package dev.cofferdam.journal;

import static dev.cofferdam.journal.Journals.PATIENCE;
import static dev.cofferdam.journal.Journals.SMALL_SEGMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
  @TempDir private Path dir;

  @Test
  void everyEntryOfManyProducersIsWrittenOnceAndInItsProducersOrder() throws Exception {
    int producers = 16;
    int each = 5000;
    JournalSettings settings =
        JournalSettings.DEFAULT.queueing(256).keeping(1 << 20, 1000, Long.MAX_VALUE);
    try (FileJournal journal = FileJournal.open(dir, settings)) {
      List<Thread> threads = new ArrayList<>();
      for (int p = 0; p < producers; p++) {
        String name = "p" + p;
        Thread.Builder builder = p % 2 == 0 ? Thread.ofVirtual() : Thread.ofPlatform();
        threads.add(
            builder.start(() -> {
              for (int i = 0; i < each; i++) {
                Journals.insist(journal, Journals.entry(name, i));
              }
            }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    Map<String, Long> next = new HashMap<>();
    for (Entry entry : Journals.entries(dir)) {
      if (entry.kind() == Kind.REQUEST) {
        assertThat(entry.bytesIn()).isEqualTo(next.getOrDefault(entry.principal(), 0L));
        next.merge(entry.principal(), 1L, Long::sum);
      }
    }
    assertThat(next).hasSize(producers).allSatisfy((_, count) -> assertThat(count).isEqualTo(each));
    Journals.sound(dir);
  }

  @Test
  void aFullQueueRefusesAndTheGapGoesOnRecord() throws Exception {
    long refused = 0;
    JournalSettings settings = JournalSettings.DEFAULT.queueing(64);
    try (FileJournal journal = FileJournal.open(dir, settings)) {
      for (int i = 0; i < 200_000 || refused == 0; i++) {
        if (!journal.record(Journals.entry("agent", i))) {
          refused++;
        }
      }
      assertThat(journal.stats().lost()).isEqualTo(refused);
    }
    long gaps = 0;
    for (Entry entry : Journals.entries(dir)) {
      if (entry.operation().equals("journal.gap")) {
        String reason = String.valueOf(entry.reason());
        gaps += Long.parseLong(reason.substring(0, reason.indexOf(' ')));
      }
    }
    assertThat(gaps).isEqualTo(refused).isPositive();
    Journals.sound(dir);
  }

  @Test
  void aReopenedJournalContinuesTheChain() throws Exception {
    for (int i = 0; i < 5; i++) {
      Journals.write(dir, 10, JournalSettings.DEFAULT);
    }
    Verification.Sound sound = Journals.sound(dir);
    assertThat(sound.entries()).isEqualTo(50);
    assertThat(sound.segments()).isEqualTo(1);
    assertThat(Journals.lines(dir)).extracting(JournalLine::seq).startsWith(1L).endsWith(50L);
  }

  @Test
  void oldSegmentsAreRetiredAndTheRestVerifies() throws Exception {
    Journals.write(dir, 200, JournalSettings.DEFAULT.keeping(4096, 3, Long.MAX_VALUE));
    Verification.Sound sound = Journals.sound(dir);
    assertThat(sound.segments()).isEqualTo(3);
    assertThat(sound.firstSegment()).isGreaterThan(3);
    assertThat(sound.firstSeq()).isGreaterThan(100);
    assertThat(Journals.lines(dir)).extracting(JournalLine::seq).endsWith(200L);
    Files.delete(Folder.segment(dir, sound.firstSegment()));
    assertThat(Journals.broken(dir).what()).contains("missing");
  }

  @Test
  void theTotalSizeIsKeptByRetiringToo() throws Exception {
    Journals.write(dir, 200, JournalSettings.DEFAULT.keeping(4096, 100, 12_000));
    long size = 0;
    for (int segment : Folder.segments(dir)) {
      size += Files.size(Folder.segment(dir, segment));
    }
    assertThat(size).isLessThan(12_000 + 8192);
    assertThat(Journals.sound(dir).firstSegment()).isGreaterThan(1);
  }

  @Test
  void anOldSegmentIsFollowedByANewOneOnlyWhenAnEntryComes() throws Exception {
    JournalSettings d = JournalSettings.DEFAULT;
    JournalSettings aged =
        new JournalSettings(
            1024,
            d.segmentBytes(),
            Duration.ofNanos(1),
            9,
            d.maxTotalBytes(),
            d.fsyncInterval(),
            d.retryInterval());
    FileJournal.open(dir, aged).close();
    assertThat(Folder.segments(dir)).containsExactly(1);
    Journals.write(dir, 1, aged);
    assertThat(Folder.segments(dir)).containsExactly(1, 2);
    Journals.sound(dir);
  }

  @Test
  void aTornLineIsPutAsideAndSaidSo() throws Exception {
    Journals.write(dir, 10, JournalSettings.DEFAULT);
    Path segment = Folder.segment(dir, 1);
    Files.writeString(segment, "{\"seq\":11,\"time\":\"20", StandardOpenOption.APPEND);
    assertThat(Journals.sound(dir).tornBytes()).isEqualTo(20);
    Journals.write(dir, 1, JournalSettings.DEFAULT);
    List<Entry> entries = Journals.entries(dir);
    assertThat(entries).hasSize(12);
    assertThat(entries.get(10).operation()).isEqualTo("journal.recovered");
    assertThat(entries.get(10).reason()).contains("20 bytes");
    assertThat(Journals.sound(dir).tornBytes()).isZero();
    try (var files = Files.list(dir)) {
      Path aside =
          files
              .filter(f -> f.getFileName().toString().startsWith("torn-"))
              .findFirst()
              .orElseThrow();
      assertThat(aside).hasContent("{\"seq\":11,\"time\":\"20");
    }
  }

  @Test
  void aSegmentThatHasNotEvenAHeaderIsBegunAgain() throws Exception {
    Journals.write(dir, 30, SMALL_SEGMENTS);
    int next = Folder.segments(dir).getLast() + 1;
    Files.writeString(Folder.segment(dir, next), "{\"segm");
    Journals.write(dir, 30, SMALL_SEGMENTS);
    assertThat(Journals.sound(dir).entries()).isEqualTo(61);
  }

  @Test
  void linesCutOffBeforeARestartStayMissing() throws Exception {
    Journals.write(dir, 10, JournalSettings.DEFAULT);
    Path segment = Folder.segment(dir, 1);
    List<String> lines = Files.readAllLines(segment);
    Files.writeString(segment, String.join("\n", lines.subList(0, 8)) + "\n");
    Journals.write(dir, 10, JournalSettings.DEFAULT);
    assertThat(Journals.broken(dir).what()).contains("entries 8 to 10 are missing");
    assertThat(Journals.entries(dir).get(7).reason()).contains("lines 8 to 10 are missing");
  }

  @Test
  void anAnchorThatPointsIntoALineCutsNothingOff() throws Exception {
    Journals.write(dir, 10, JournalSettings.DEFAULT);
    Head head = Objects.requireNonNull(Head.read(dir));
    new Head(head.chain(), 1, head.offset() - 600, 9, head.hash()).write(dir);
    Journals.write(dir, 10, JournalSettings.DEFAULT);
    assertThat(Journals.sound(dir).entries()).isEqualTo(20);
  }

  @Test
  void aJournalWhoseSegmentsAreAllGoneDoesNotBeginAnewInSilence() throws Exception {
    Journals.write(dir, 10, JournalSettings.DEFAULT);
    Files.delete(Folder.segment(dir, 1));
    Journals.write(dir, 1, JournalSettings.DEFAULT);
    assertThat(Journals.broken(dir).what()).contains("missing");
  }

  @Test
  void aSecondWriterIsRefusedAndToldByWhom() throws Exception {
    try (FileJournal journal = FileJournal.open(dir, JournalSettings.DEFAULT)) {
      String pid = Long.toString(ProcessHandle.current().pid());
      assertThatThrownBy(() -> FileJournal.open(dir, JournalSettings.DEFAULT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use by process " + pid);
      assertThat(ChildJvm.output("open", dir)).contains("in use by process " + pid);
      assertThat(journal.record(Journals.entry("agent", 1))).isTrue();
    }
    assertThat(ChildJvm.output("open", dir)).contains("opened");
  }

  @Test
  void aFolderThatOthersMayWriteToIsRefused() throws Exception {
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxrwx---"));
    assertThatThrownBy(() -> FileJournal.open(dir, JournalSettings.DEFAULT))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 700");
  }

  @Test
  void aClosedJournalTakesNothing() throws Exception {
    FileJournal journal = FileJournal.open(dir, JournalSettings.DEFAULT);
    assertThat(journal.healthy()).isTrue();
    journal.close();
    journal.close();
    assertThat(journal.record(Journals.entry("agent", 1))).isFalse();
    assertThat(journal.healthy()).isFalse();
    assertThat(journal.health()).isInstanceOf(Health.Closed.class);
    assertThat(journal.stats().lost()).isZero();
  }

  @Test
  void theHeadIsTheLastLineFlushed() throws Exception {
    try (FileJournal journal = FileJournal.open(dir, JournalSettings.DEFAULT)) {
      journal.record(Journals.entry("agent", 1));
      assertThat(journal.flush(PATIENCE)).isTrue();
      assertThat(journal.head().seq()).isEqualTo(1);
      assertThat(journal.head().hash()).isEqualTo(Journals.sound(dir).head());
    }
  }

  @Test
  void noJournalTakesAllAndKeepsNothing() throws Exception {
    try (Journal journal = Journal.none()) {
      assertThat(journal.record(Journals.entry("agent", 1))).isTrue();
      assertThat(journal.healthy()).isTrue();
      assertThat(journal.flush(Duration.ZERO)).isTrue();
      assertThat(journal.stats().accepted()).isZero();
    }
  }
}
