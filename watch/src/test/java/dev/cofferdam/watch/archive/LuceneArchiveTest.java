package dev.cofferdam.watch.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.exchange.Exchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LuceneArchiveTest extends ArchiveContract {
  @TempDir private Path folder = Path.of("/nonexistent");

  @Override
  protected Archive empty() throws IOException {
    return LuceneArchive.open(folder.resolve("archive"));
  }

  @Override
  protected Archive again() throws IOException {
    return LuceneArchive.open(folder.resolve("archive"));
  }

  @Test
  void onlyTheOwnerMayReadIt() throws IOException {
    try (Archive archive = LuceneArchive.open(folder.resolve("private"))) {
      archive.put(List.of(Samples.exchange(1, "a", "b")));
      archive.forget(new Forget.Session("x"));
      archive.rest();
    }

    assertThat(permissions(folder.resolve("private"))).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(folder.resolve("private"))) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
    }
  }

  @Test
  void whatIsForgottenIsNotInTheFilesEither() throws IOException {
    Path place = folder.resolve("erased");
    try (Archive archive = LuceneArchive.open(place)) {
      archive.put(
          List.of(
              Samples.exchange(1, "zzyzxroad", "b"),
              Samples.of(2, "bob", "s", "/p", "m", "stays", "", 1)));
      assertThat(contents(place)).contains("zzyzxroad");
      archive.forget(new Forget.User("ann"));
    }
    try (Archive archive = LuceneArchive.open(place)) {
      archive.put(List.of(Samples.of(3, "bob", "s", "/p", "m", "stays too", "", 1)));
    }

    assertThat(contents(place)).doesNotContain("zzyzxroad").doesNotContain("ann").contains("stays");
  }

  @Test
  void aSecondProcessReadsAndWritesBetweenTwoWrites() throws IOException {
    try (Archive one = LuceneArchive.open(folder.resolve("shared"));
        Archive two = LuceneArchive.open(folder.resolve("shared"))) {
      one.put(List.of(Samples.exchange(1, "a", "b")));
      assertThat(two.find(Search.newest(Filter.ALL, 10)).total()).isEqualTo(1);
      one.rest();
      two.label(Samples.id(1), Set.of("mine"), Set.of());
      one.put(List.of(Samples.exchange(2, "a", "b"), Samples.exchange(1, "a", "b")));
      assertThat(one.exchange(Samples.id(1)).orElseThrow().labels()).containsExactly("mine");
    }
  }

  @Test
  void manyAtOnceAreKeptOnceAndMoreOfTheSameReplacesThem() throws IOException {
    Path place = folder.resolve("many");
    try (Archive archive = LuceneArchive.open(place)) {
      archive.put(many(1, "first", 1));
      archive.label(Samples.id(7), Set.of("mine"), Set.of());
      archive.put(many(1, "second", 2));
      archive.put(many(501, "third", 1));
    }
    try (Archive archive = LuceneArchive.open(place)) {
      Map<String, Integer> answers = new TreeMap<>();
      Set<String> ids = new HashSet<>();
      archive.each(
          Filter.ALL,
          Order.OLDEST,
          each -> {
            ids.add(each.id());
            answers.merge(each.answer(), 1, Integer::sum);
          });

      assertThat(ids).hasSize(1500);
      assertThat(answers).containsExactly(Map.entry("second", 1000), Map.entry("third", 500));
      assertThat(archive.exchange(Samples.id(7)).orElseThrow().labels()).containsExactly("mine");
    }
  }

  /** A thousand, which are written by more than one thread. */
  private static List<Exchange> many(int from, String answer, int records) {
    return IntStream.range(from, from + 1000)
        .mapToObj(i -> Samples.of(i, "ann", "s", "/p", "m", "prompt " + i, answer, records))
        .toList();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static String contents(Path place) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(place)) {
      for (Path file : files.toList()) {
        all.append(
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }
}
