package dev.cofferdam.watch.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
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
