package dev.cofferdam.watch.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Samples;
import dev.cofferdam.watch.archive.Search;
import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.archive.opensearch.OpenSearchArchive;
import dev.cofferdam.watch.archive.opensearch.OpenSearchSettings;
import dev.cofferdam.watch.testing.MovedClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  @TempDir private Path folder = Path.of("/nonexistent");
  private final MovedClock clock = new MovedClock();

  @Test
  void whatIsOlderIsForgottenAndDoesNotComeBack() throws IOException {
    try (Archive archive = LuceneArchive.open(folder)) {
      // It was asked at the hour that the clock shows, and is read again each time.
      Retention retention = new Retention(archive, 2, clock, places -> put(archive));

      assertThat(retention.read(List.of()).exchanges()).isEqualTo(1);
      clock.move(Duration.ofDays(2));
      retention.read(List.of());
      assertThat(total(archive)).isEqualTo(1);

      clock.move(Duration.ofDays(1));
      assertThat(retention.read(List.of()).faults()).isEmpty();
      assertThat(total(archive)).isZero();
    }
  }

  @Test
  void whatCannotBeForgottenIsToldUntilItCanAndReadingGoesOn() throws IOException {
    try (Archive nowhere =
        OpenSearchArchive.open(
            new OpenSearchSettings(
                URI.create("http://127.0.0.1:1"), "kept", null, null, null, null))) {
      Retention retention =
          new Retention(nowhere, 30, clock, places -> new TranscriptReader.Pass(7, List.of()));

      for (int i = 0; i < 2; i++) {
        assertThat(retention.read(List.of()))
            .satisfies(pass -> {
              assertThat(pass.exchanges()).isEqualTo(7);
              assertThat(pass.faults())
                  .singleElement()
                  .satisfies(fault ->
                      assertThat(fault.what())
                          .contains("older than 30 days is still", "cannot be reached"));
            });
      }
    }
  }

  @Test
  void noDayIsTooFew() throws IOException {
    try (Archive archive = LuceneArchive.open(folder)) {
      assertThatThrownBy(() ->
              new Retention(archive, 0, clock, places -> new TranscriptReader.Pass(0, List.of())))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static TranscriptReader.Pass put(Archive archive) {
    try {
      archive.put(List.of(Samples.exchange(0, "old", "")));
      return new TranscriptReader.Pass(1, List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long total(Archive archive) throws IOException {
    return archive.find(Search.newest(Filter.ALL, 5)).total();
  }
}
