package dev.cofferdam.journal;

import static dev.cofferdam.journal.Journals.PATIENCE;
import static dev.cofferdam.journal.Journals.SMALL_SEGMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderTest {
  @TempDir private Path dir;

  @Test
  void queriesFilterByEachMember() throws Exception {
    Journals.write(dir, 90, SMALL_SEGMENTS);
    Instant tenth = Journals.entry("agent", 10).time();
    assertThat(count(query(tenth, null, null, null, null, null, null))).isEqualTo(80);
    assertThat(count(query(null, tenth, null, null, null, null, null))).isEqualTo(10);
    assertThat(count(query(null, null, "agent", null, null, null, null))).isEqualTo(90);
    assertThat(count(query(null, null, "agen", null, null, null, null))).isZero();
    assertThat(count(query(null, null, null, "Container*", null, null, null))).isEqualTo(90);
    assertThat(count(query(null, null, null, "*ner?reat*", null, null, null))).isEqualTo(90);
    assertThat(count(query(null, null, null, "Container", null, null, null))).isZero();
    assertThat(count(query(null, null, null, null, "deny", null, null))).isEqualTo(30);
    assertThat(count(query(null, null, null, null, null, "container.*", null))).isEqualTo(30);
    assertThat(count(query(null, null, null, null, null, "*", null))).isEqualTo(30);
    assertThat(count(query(null, null, null, null, null, null, "b-8"))).isEqualTo(11);
    assertThat(count(Query.ALL.limit(7))).isEqualTo(7);
    assertThat(count(new Query(null, null, null, null, null, null, null, 400, 499, Long.MAX_VALUE)))
        .isEqualTo(30);
  }

  @Test
  void theLastLinesAreFoundAcrossSegments() throws Exception {
    Journals.write(dir, 90, SMALL_SEGMENTS);
    JournalReader reader = JournalReader.of(dir);
    assertThat(reader.last(40, Query.ALL))
        .extracting(JournalLine::seq)
        .hasSize(40)
        .isSorted()
        .endsWith(90L);
    assertThat(reader.last(3, query(null, null, null, null, "deny", null, null)))
        .extracting(JournalLine::seq)
        .containsExactly(82L, 85L, 88L);
    assertThat(reader.last(1000, Query.ALL)).hasSize(90);
    assertThat(reader.last(0, Query.ALL)).isEmpty();
  }

  @Test
  void aTailFollowsAcrossRotationsAndStops() throws Exception {
    Journals.write(dir, 10, SMALL_SEGMENTS);
    List<Long> seen = new ArrayList<>();
    JournalTail tail = JournalReader.of(dir).follow(4, Query.ALL);
    CompletableFuture<Void> reading =
        CompletableFuture.runAsync(() -> {
          try {
            JournalLine line;
            while ((line = tail.next()) != null) {
              seen.add(line.seq());
              if (line.seq() == 210) {
                tail.close();
              }
            }
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    Journals.write(dir, 200, JournalSettings.DEFAULT.keeping(4096, 1000, Long.MAX_VALUE));
    reading.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(seen).hasSize(204).isSorted().startsWith(7L).endsWith(210L).doesNotHaveDuplicates();
    assertThat(Folder.segments(dir)).hasSizeGreaterThan(5);
  }

  @Test
  void aTailThatWaitsCanBeClosed() throws Exception {
    Journals.write(dir, 1, JournalSettings.DEFAULT);
    JournalTail tail = JournalReader.of(dir).follow(0, Query.ALL);
    CompletableFuture<@Nullable JournalLine> waiting =
        CompletableFuture.supplyAsync(() -> {
          try {
            return tail.next();
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
    tail.close();
    assertThat(waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNull();
  }

  @Test
  void aJournalVerifiesAndReadsWhileItIsWrittenRotatedAndRetired() throws Exception {
    JournalSettings busy = JournalSettings.DEFAULT.keeping(64 << 10, 4, Long.MAX_VALUE);
    try (FileJournal journal = FileJournal.open(dir, busy)) {
      Thread producer =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 100_000; i++) {
                  Journals.insist(journal, Journals.entry("agent", i));
                }
              });
      while (producer.isAlive()) {
        assertThat(Verifier.verify(dir, null)).isInstanceOf(Verification.Sound.class);
        assertThat(JournalReader.of(dir).last(10, Query.ALL))
            .extracting(JournalLine::seq)
            .isSorted();
      }
      producer.join();
    }
    Journals.sound(dir);
  }

  @Test
  void aFolderThatIsNotThereIsAnError() {
    assertThatThrownBy(() -> JournalReader.of(dir.resolve("none")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("no journal folder");
  }

  private long count(Query query) throws Exception {
    try (Stream<JournalLine> lines = JournalReader.of(dir).lines(query)) {
      return lines.count();
    }
  }

  private static Query query(
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable String principal,
      @Nullable String operation,
      @Nullable String verdict,
      @Nullable String rule,
      @Nullable String target) {
    return new Query(
        since,
        until,
        principal,
        operation,
        verdict,
        rule,
        target,
        0,
        Integer.MAX_VALUE,
        Long.MAX_VALUE);
  }
}
