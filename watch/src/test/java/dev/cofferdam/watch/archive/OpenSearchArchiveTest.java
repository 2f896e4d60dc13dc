package dev.cofferdam.watch.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.watch.archive.opensearch.OpenSearchArchive;
import dev.cofferdam.watch.archive.opensearch.OpenSearchSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract, against a real node; it takes seconds to start, so it runs with the engine's. */
@Tag("engine")
class OpenSearchArchiveTest extends ArchiveContract {
  @TempDir private static @Nullable Path folder;
  private static @Nullable SearchNode node;
  private static int number;

  @BeforeAll
  static void start() throws IOException {
    node = SearchNode.start(Objects.requireNonNull(folder));
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
  }

  @Override
  protected Archive empty() throws IOException {
    number++;
    return again();
  }

  @Override
  protected Archive again() throws IOException {
    return OpenSearchArchive.open(settings("prompts-" + number));
  }

  @Test
  void twoWritersKeepEachOthersLabels() throws IOException {
    try (Archive one = OpenSearchArchive.open(settings("shared"));
        Archive two = OpenSearchArchive.open(settings("shared"))) {
      one.put(List.of(Samples.exchange(1, "a", "b")));
      two.label(Samples.id(1), Set.of("mine"), Set.of());
      one.put(List.of(Samples.exchange(1, "a", "b")));

      assertThat(two.exchange(Samples.id(1)).orElseThrow().labels()).containsExactly("mine");
    }
  }

  @Test
  void aClusterThatIsNotThereIsTold() throws IOException {
    OpenSearchSettings nowhere =
        new OpenSearchSettings(URI.create("http://127.0.0.1:1"), "prompts", null, null, null, null);
    try (Archive archive = OpenSearchArchive.open(nowhere)) {
      assertThatThrownBy(() -> archive.put(List.of(Samples.exchange(1, "a", "b"))))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("http://127.0.0.1:1 cannot be reached");
    }
  }

  private static OpenSearchSettings settings(String name) {
    return new OpenSearchSettings(Objects.requireNonNull(node).url(), name, null, null, null, null);
  }
}
