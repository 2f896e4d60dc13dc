package dev.cofferdam.watch.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.watch.archive.opensearch.OpenSearchArchive;
import dev.cofferdam.watch.archive.opensearch.OpenSearchSettings;
import dev.cofferdam.watch.archive.spool.SpooledArchive;
import dev.cofferdam.watch.testing.MovedClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real node that goes away and comes back, with its data and without. */
@Tag("engine")
class OutageTest {
  @TempDir private static @Nullable Path data;
  private static @Nullable SearchNode node;

  @TempDir private Path folder = Path.of("/nonexistent");
  private final MovedClock clock = new MovedClock();

  @BeforeAll
  static void start() throws IOException {
    node = SearchNode.start(Objects.requireNonNull(data));
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
  }

  @Test
  void whatIsPutDuringAnHourWithoutTheClusterIsDeliveredOnceWhenItIsBack() throws IOException {
    try (Door door = Door.before(url());
        Archive archive = spooled(door.url(), "outage")) {
      archive.put(List.of(Samples.exchange(1, "before", "")));
      door.shut();

      archive.put(List.of(Samples.exchange(2, "while it is away", "")));
      archive.put(List.of(Samples.exchange(3, "still away", "")));
      clock.move(Duration.ofHours(1));
      archive.put(List.of(Samples.exchange(4, "an hour later", "")));
      assertThat(archive.condition())
          .contains("cannot be reached", "exchanges wait in " + folder.resolve("spool"));
      assertThat(waiting()).hasSize(3).allMatch(f -> permissions(f).equals("rw-------"));

      door.open();
      clock.move(Duration.ofHours(1));
      archive.rest();

      assertThat(archive.condition()).isEmpty();
      assertThat(waiting()).isEmpty();
      archive.put(List.of(Samples.exchange(5, "after", "")));
      assertThat(prompts(archive))
          .containsExactly("before", "while it is away", "still away", "an hour later", "after");
    }
  }

  @Test
  void whatWaitsIsDeliveredByTheNextProcess() throws IOException {
    try (Door door = Door.before(url())) {
      door.shut();
      try (Archive archive = spooled(door.url(), "next")) {
        archive.put(List.of(Samples.exchange(1, "waits", "")));
      }
      door.open();
      try (Archive archive = spooled(door.url(), "next")) {
        archive.rest();
        assertThat(prompts(archive)).containsExactly("waits");
      }
    }
  }

  @Test
  void inAClusterThatComesBackEmptyEverythingIsMadeAgain() throws Exception {
    try (Archive archive =
        OpenSearchArchive.open(new OpenSearchSettings(url(), "emptied", null, null, null, null))) {
      archive.put(List.of(Samples.exchange(1, "lost", "")));
      assertThat(status("DELETE", "/emptied-000001,emptied-forgotten")).isEqualTo(200);
      assertThat(status("DELETE", "/_index_template/emptied")).isEqualTo(200);

      archive.put(List.of(Samples.exchange(2, "a_word.cut", "")));

      assertThat(status("GET", "/_alias/emptied")).isEqualTo(200);
      assertThat(status("GET", "/_index_template/emptied")).isEqualTo(200);
      assertThat(status("GET", "/emptied-forgotten")).isEqualTo(200);
      // Only the template's analyzer cuts there.
      assertThat(archive.find(Search.newest(Filter.text("cut"), 5)).total()).isEqualTo(1);

      assertThat(status("DELETE", "/emptied-000001,emptied-forgotten")).isEqualTo(200);
      archive.forget(new Forget.Session("session-1"));
      archive.put(List.of(Samples.exchange(3, "is not to come back", "")));
      assertThat(prompts(archive)).isEmpty();
    }
  }

  private static URI url() {
    return Objects.requireNonNull(node).url();
  }

  private static int status(String method, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create(url() + path))
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static List<String> prompts(Archive archive) throws IOException {
    List<String> prompts = new ArrayList<>();
    archive.each(Filter.ALL, Order.OLDEST, e -> prompts.add(e.prompt()));
    return prompts;
  }

  private Archive spooled(URI url, String name) throws IOException {
    return SpooledArchive.before(
        OpenSearchArchive.open(new OpenSearchSettings(url, name, null, null, null, null)),
        folder.resolve("spool"),
        10 << 20,
        clock);
  }

  private List<Path> waiting() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("spool"))) {
      return files.sorted().toList();
    }
  }

  private static String permissions(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
