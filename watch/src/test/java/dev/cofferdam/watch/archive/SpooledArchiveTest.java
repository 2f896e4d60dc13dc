package dev.cofferdam.watch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.watch.archive.opensearch.OpenSearchArchive;
import dev.cofferdam.watch.archive.opensearch.OpenSearchSettings;
import dev.cofferdam.watch.archive.spool.SpooledArchive;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that cannot be reached. */
class SpooledArchiveTest {
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  @TempDir private Path folder = Path.of("/nonexistent");

  @Test
  void whenNoMoreMayWaitItIsSaidAndNothingIsTaken() throws IOException {
    try (Archive archive = spooled(1000)) {
      assertThatThrownBy(() -> archive.put(List.of(Samples.exchange(1, "x".repeat(2000), ""))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("may wait in");
      assertThat(waiting()).isEmpty();
    }
  }

  @Test
  void whatWaitsCanBeForgotten() throws IOException {
    try (Archive archive = spooled(10 << 20)) {
      archive.put(
          List.of(
              Samples.exchange(1, "forget me", ""),
              Samples.of(2, "bob", "s2", "/p", "m", "keep me", "", 1)));

      assertThatThrownBy(() -> archive.forget(new Forget.Session("session-1")))
          .isInstanceOf(IOException.class);

      assertThat(Files.readString(waiting().getFirst()))
          .contains("keep me")
          .doesNotContain("forget me");
    }
  }

  @Test
  void credentialsAreNeitherSentInTheOpenNorPrinted() {
    assertThatThrownBy(() ->
            new OpenSearchSettings(
                URI.create("http://search.example:9200"), "a", "ann", "pw", null, null))
        .hasMessageContaining("without TLS");
    assertThat(new OpenSearchSettings(URI.create("https://h:1"), "a", "ann", "s3cret", null, null))
        .hasToString("https://h:1 a");
  }

  private Archive spooled(long most) throws IOException {
    return SpooledArchive.before(
        OpenSearchArchive.open(new OpenSearchSettings(NOWHERE, "spooled", null, null, null, null)),
        folder.resolve("spool"),
        most,
        Clock.systemUTC());
  }

  private List<Path> waiting() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
      return files.sorted().toList();
    }
  }
}
