package dev.cofferdam.cli.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ArchiveOptionTest {
  @Test
  void twoArchivesShareNeitherPositionsNorWhatWaitsForThem() {
    List<Path> positions =
        Stream.of("https://one:9200", "https://two:9200", "https://one:9201", "/srv/archive")
            .map(archive -> positions("--archive", archive))
            .toList();

    assertThat(positions)
        .doesNotHaveDuplicates()
        .allSatisfy(
            each -> assertThat(each.getParent()).isEqualTo(Path.of("/state/watch/archives")));
    assertThat(positions("--archive", "https://one:9200")).isEqualTo(positions.getFirst());
  }

  @Test
  void theUsualArchiveHasThemBesideIt() {
    assertThat(positions()).isEqualTo(Path.of("/state/watch"));
    assertThat(positions("--archive", "/state/watch/archive")).isEqualTo(Path.of("/state/watch"));
  }

  private static Path positions(String... arguments) {
    ArchiveOption option = new ArchiveOption();
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.addAll(List.of("--state", "/state"));
    CommandLine.populateCommand(option, all.toArray(String[]::new));
    return option.positions();
  }
}
