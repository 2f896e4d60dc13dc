package dev.cofferdam.journal;

import static dev.cofferdam.journal.Journals.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is really full: a small tmpfs. Mounting needs root. */
@Tag("engine")
class DiskFullTest {
  private static final JournalSettings QUICK =
      new JournalSettings(
          256,
          64 << 20,
          Duration.ofDays(1),
          20,
          Long.MAX_VALUE,
          Duration.ZERO,
          Duration.ofMillis(20));

  @TempDir private Path mount;

  @BeforeEach
  void mountASmallDisk() throws Exception {
    run("mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "tmpfs", mount.toString());
  }

  @AfterEach
  void unmountIt() throws Exception {
    run("umount", "--lazy", mount.toString()); // also when a failed test left files open
  }

  @Test
  void entriesWaitWhileTheDiskIsFullAndAreAllWrittenAfterwards() throws Exception {
    Path dir = mount.resolve("journal");
    Path ballast = fill(190_000);
    try (FileJournal journal = FileJournal.open(dir, QUICK)) {
      int recorded = 0;
      while (journal.healthy() || journal.stats().accepted() == journal.stats().written()) {
        assertThat(journal.record(Journals.entry("agent", recorded++))).isTrue();
        journal.flush(Duration.ofMillis(journal.healthy() ? 50 : 1));
      }
      assertThat(journal.health())
          .isInstanceOfSatisfying(
              Health.Failed.class, failed -> assertThat(failed.reason()).contains("No space left"));
      assertThat(journal.record(Journals.entry("agent", recorded++))).isTrue();
      assertThat(Verifier.verify(dir, null)).isInstanceOf(Verification.Sound.class);

      Files.delete(ballast);
      await().atMost(PATIENCE).until(journal::healthy);
      assertThat(journal.flush(PATIENCE)).isTrue();
      assertThat(Journals.entries(dir)).extracting(Entry::bytesIn).hasSize(recorded).isSorted();
      assertThat(journal.stats().lost()).isZero();
    }
    assertThat(Journals.sound(dir).tornBytes()).isZero();
  }

  @Test
  void whatTheQueueCouldNotHoldIsARecordedGap() throws Exception {
    Path dir = mount.resolve("journal");
    Path ballast = fill(190_000);
    long refused = 0;
    long accepted = 0;
    try (FileJournal journal = FileJournal.open(dir, QUICK)) {
      while (refused < 10) {
        if (journal.record(Journals.entry("agent", accepted))) {
          accepted++;
          journal.flush(Duration.ofMillis(journal.healthy() ? 50 : 1));
        } else {
          refused++;
        }
      }
      assertThat(journal.healthy()).isFalse();
      Files.delete(ballast);
      await().atMost(PATIENCE).until(journal::healthy);
      assertThat(journal.flush(PATIENCE)).isTrue();
      assertThat(journal.record(Journals.entry("agent", accepted))).isTrue();
    }
    List<Entry> entries = Journals.entries(dir);
    assertThat(entries).hasSize((int) accepted + 2);
    assertThat(entries.get((int) accepted).operation()).isEqualTo("journal.gap");
    assertThat(entries.get((int) accepted).reason()).startsWith(refused + " entries were lost");
    Journals.sound(dir);
  }

  @Test
  void aFullDiskAtOpeningIsAnErrorThatNamesIt() throws Exception {
    fill(1 << 20);
    assertThatThrownBy(() -> FileJournal.open(mount.resolve("journal"), QUICK))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("No space left");
  }

  private Path fill(int bytes) throws IOException {
    Path ballast = mount.resolve("ballast");
    try (OutputStream out = Files.newOutputStream(ballast)) {
      byte[] page = new byte[1000];
      for (int i = 0; i < bytes; i += page.length) {
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
