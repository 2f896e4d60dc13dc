package dev.cofferdam.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What the tests of this package share: entries to write, ways to read them back. */
final class Journals {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final JournalSettings SMALL_SEGMENTS =
      JournalSettings.DEFAULT.keeping(4096, 1000, Long.MAX_VALUE);

  private Journals() {}

  static Entry entry(String principal, long number) {
    return new Entry(
        Kind.REQUEST,
        1_790_000_000_123_456_789L + number,
        principal,
        Peer.unix(1000, 1001, 4242),
        "POST",
        "/containers/create",
        "ContainerCreate",
        "web-" + number,
        number % 3 == 0 ? "deny" : "forward",
        number % 3 == 0 ? "container.privileged" : null,
        null,
        List.of("Memory=2147483648"),
        number % 3 == 0 ? 403 : 201,
        number,
        17,
        412_345);
  }

  /** Records, waiting while the queue is full. */
  static void insist(Journal journal, Entry entry) {
    while (!journal.record(entry)) {
      LockSupport.parkNanos(50_000);
    }
  }

  /** A closed journal with this many entries. */
  static void write(Path dir, int entries, JournalSettings settings) throws Exception {
    try (FileJournal journal = FileJournal.open(dir, settings)) {
      for (int i = 0; i < entries; i++) {
        assertThat(journal.record(entry("agent", i))).isTrue();
        if (i % 7 == 6) {
          assertThat(journal.flush(PATIENCE)).isTrue(); // several batches, so that segments rotate
        }
      }
    }
  }

  static List<JournalLine> lines(Path dir) throws IOException {
    try (Stream<JournalLine> lines = JournalReader.of(dir).lines(Query.ALL)) {
      return lines.toList();
    }
  }

  static List<Entry> entries(Path dir) throws IOException {
    return lines(dir).stream().map(JournalLine::entry).toList();
  }

  static Verification.Sound sound(Path dir) throws IOException {
    Verification result = Verifier.verify(dir, null);
    assertThat(result).isInstanceOf(Verification.Sound.class);
    return (Verification.Sound) result;
  }

  static Verification.Broken broken(Path dir) throws IOException {
    Verification result = Verifier.verify(dir, null);
    assertThat(result).isInstanceOf(Verification.Broken.class);
    return (Verification.Broken) result;
  }
}
