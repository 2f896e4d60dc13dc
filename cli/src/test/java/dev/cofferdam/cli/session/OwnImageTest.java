package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.session.SessionLabels;
import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project's own {@code .coffer/Dockerfile}. That it cannot be built is in BadInputTest. */
@Tag("engine")
class OwnImageTest {
  private static final String MARK = "cofferdam.test.own-image";

  @TempDir private Path folder;
  private Bench bench;

  @BeforeEach
  void aProjectAndAnImage() throws Exception {
    bench = new Bench(folder, "COFFER_TEST_ENGINE_NEW");
    bench.clear();
    bench.smallImage();
    bench.settings("agent: shell\n");
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    bench.clear();
    try (EngineClient engine = bench.engine()) {
      for (var image : engine.leftovers(Duration.ofSeconds(20)).images(MARK)) {
        engine.leftovers(Duration.ofSeconds(20)).removeImage(image.id(), true);
      }
    }
  }

  @Test
  void itIsBuiltUsedAndBuiltAgainWhenItChanges() throws Exception {
    dockerfile("one");
    Outcome first = run();
    assertThat(first.text()).isEqualTo("one with a file of its folder");
    assertThat(first.errors()).contains("building the project's own Dockerfile");

    Outcome again = run();
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.errors()).doesNotContain("building");

    dockerfile("two");
    Outcome changed = run();
    assertThat(changed.text()).isEqualTo("two with a file of its folder");
    assertThat(changed.errors()).contains("building the project's own Dockerfile");

    try (EngineClient engine = bench.engine()) {
      assertThat(engine.leftovers(Duration.ofSeconds(20)).images(MARK))
          .hasSize(2)
          .allSatisfy(image -> assertThat(image.labels()).containsKey(SessionLabels.IMAGE));
    }
  }

  private void dockerfile(String word) throws Exception {
    Path own = bench.project.resolve(".coffer");
    Files.writeString(own.resolve("tail"), "with a file of its folder");
    Files.writeString(
        own.resolve("Dockerfile"),
        "FROM "
            + Bench.IMAGE
            + "\nLABEL "
            + MARK
            + "=1\nCOPY tail /\nRUN echo "
            + word
            + " >/made\n");
  }

  private Outcome run() throws Exception {
    try (Program run =
        bench.coffer("run", "--name", "one", "--", "sh", "-c", "echo $(cat /made /tail)")) {
      return run.closeInput().finish().ok();
    }
  }
}
