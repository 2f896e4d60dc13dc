package dev.cofferdam.watch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.archive.opensearch.OpenSearchArchive;
import dev.cofferdam.watch.archive.opensearch.OpenSearchSettings;
import dev.cofferdam.watch.archive.spool.SpooledArchive;
import dev.cofferdam.watch.exchange.Exchange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
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
  void damagedLinesAreSetAsideToldAndHoldNothingUp() throws IOException {
    try (Archive archive = spooled(10 << 20)) {
      archive.put(List.of(Samples.exchange(1, "first", ""), Samples.exchange(2, "torn", "")));
      archive.put(List.of(Samples.exchange(3, "behind it", "")));
    }
    Path damaged = waiting().getFirst();
    String content = Files.readString(damaged);
    Files.writeString(damaged, content.substring(0, content.length() - 20));

    try (Archive archive =
        SpooledArchive.before(
            LuceneArchive.open(folder.resolve("archive")),
            folder.resolve("spool"),
            10 << 20,
            Clock.systemUTC())) {
      archive.rest();

      List<String> prompts = new ArrayList<>();
      archive.each(Filter.ALL, Order.OLDEST, e -> prompts.add(e.prompt()));
      assertThat(prompts).containsExactly("first", "behind it");
      Path aside = waiting().getFirst();
      assertThat(waiting()).hasSize(1);
      assertThat(aside).hasFileName(damaged.getFileName() + ".damaged");
      assertThat(Files.readString(aside)).contains("torn").doesNotContain("first");
      assertThat(archive.condition()).contains("was damaged", aside.toString());

      archive.put(List.of(Samples.exchange(4, "goes on", "")));
      assertThat(archive.exchange(Samples.id(4))).isPresent();

      Files.delete(aside);
      archive.rest();
      assertThat(archive.condition()).isEmpty();
    }
  }

  @Test
  void forgettingDropsDamagedLinesToo() throws IOException {
    Exchange anns = Samples.of(1, "ann", "s1", "/p", "m", "ann's secret", "", 1);
    Exchange bobs = Samples.of(2, "bob", "s2", "/p", "m", "not \"user\":\"ann\"", "", 1);
    try (Archive archive = spooled(10 << 20)) {
      archive.put(List.of(anns, bobs));
      String lines = Files.readString(waiting().getFirst());
      Path aside = folder.resolve("spool/000000000000.jsonl.damaged");
      // Ann's line lost its end, Bob's too, and of a third only the middle is left.
      Files.writeString(
          aside,
          lines
                  .lines()
                  .map(line -> line.substring(0, line.length() - 20) + "\n")
                  .reduce("", String::concat)
              + "the middle of a line\n");
      Files.delete(folder.resolve("spool/000000000000.jsonl"));

      assertThatThrownBy(() -> archive.forget(new Forget.User("ann")))
          .isInstanceOf(IOException.class);
      assertThat(Files.readString(aside))
          .contains("bob", "not \\\"user\\\"")
          .doesNotContain("ann's secret", "the middle");

      assertThatThrownBy(() -> archive.forget(new Forget.Session("s2")))
          .isInstanceOf(IOException.class);
      assertThat(waiting()).isEmpty();
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
