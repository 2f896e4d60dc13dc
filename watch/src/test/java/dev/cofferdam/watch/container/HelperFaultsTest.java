package dev.cofferdam.watch.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Order;
import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.host.HostView;
import dev.cofferdam.watch.ingest.Ingest;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.monitor.ArchivedTranscripts;
import dev.cofferdam.watch.monitor.Fault;
import dev.cofferdam.watch.monitor.Look;
import dev.cofferdam.watch.monitor.ScreenArchive;
import dev.cofferdam.watch.monitor.WatchState;
import dev.cofferdam.watch.monitor.Watcher;
import dev.cofferdam.watch.testing.Docker;
import dev.cofferdam.watch.testing.FakeAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong between looks through helpers, and what a look costs. */
@Tag("engine")
@Timeout(120)
class HelperFaultsTest {
  private static final int ANN = 42_451;
  private static final int BOB = 42_452;
  private static final String LATER = "coffer-watch-later";
  private static final String TALKS = "coffer-watch-talks";

  @TempDir private static Path shared = Path.of("/nonexistent");
  @TempDir private Path folder = Path.of("/nonexistent");
  private Archive archive;

  @BeforeAll
  static void images() throws Exception {
    Docker.importBusybox(shared, Docker.BUSYBOX);
    Path bin = Files.createDirectories(shared.resolve(TALKS).resolve("bin"));
    Files.writeString(bin.resolve("find"), "#!/bin/sh\nexec yes /proc/1\n");
    Files.setPosixFilePermissions(
        bin.resolve("find"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Docker.importBusybox(shared, TALKS, "sh", "yes", "timeout", "cat", "grep");
  }

  @AfterAll
  static void removeImages() throws Exception {
    Docker.run("rmi", Docker.BUSYBOX, TALKS);
    Docker.run("rmi", LATER);
  }

  @BeforeEach
  void open() throws IOException {
    archive = LuceneArchive.open(folder.resolve("archive"));
  }

  @AfterEach
  void close() throws IOException {
    archive.close();
  }

  @Test
  void aLookCostsOneHelperHoweverManyAgentsThereAre() throws Exception {
    Path work = FakeAgent.openFolder(folder, "work");
    try (EngineClient client = client(Docker.engine());
        FakeAgent one = FakeAgent.start(ANN, work, "claude", home(work));
        FakeAgent two = FakeAgent.start(BOB, work, "codex", home(work))) {
      Watcher watcher = watcher(client, Docker.BUSYBOX);
      Instant begin = Instant.now();
      for (int i = 0; i < 2; i++) {
        assertThat(watcher.look().agents())
            .extracting(agent -> agent.process().id().pid())
            .containsExactlyInAnyOrder(one.pid(), two.pid());
      }

      assertThat(made(begin)).hasSize(2);
    }
  }

  @Test
  void aFolderThatItsUserCannotReadIsToldOnceAndTheOthersAreRead() throws Exception {
    Path anns = FakeAgent.openFolder(folder, "ann");
    Path bobs = FakeAgent.openFolder(folder, "bob");
    transcript(anns, ANN, "ann asks");
    transcript(bobs, BOB, "bob asks");
    Path closed = anns.resolve("config/projects");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    try (EngineClient client = client(Docker.engine());
        FakeAgent ann = FakeAgent.start(ANN, anns, "claude", home(anns));
        FakeAgent bob = FakeAgent.start(BOB, bobs, "claude", home(bobs))) {
      assertThat(List.of(ann.pid(), bob.pid())).doesNotHaveDuplicates();
      Watcher watcher = watcher(client, Docker.BUSYBOX);

      assertThat(watcher.look().faults())
          .singleElement()
          .satisfies(fault -> {
            assertThat(fault.where()).contains(anns.toString());
            assertThat(fault.what()).contains("cannot be read by user " + ANN, "watch as root");
          });
      assertThat(prompts()).containsExactly("bob asks");
      assertThat(watcher.look().faults()).as("told once").isEmpty();

      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwxr-xr-x"));
      Look later = watcher.look();
      assertThat(later.over()).hasSize(1);
      assertThat(prompts()).containsExactlyInAnyOrder("ann asks", "bob asks");
    }
  }

  @Test
  void anImageThatIsMissingIsToldOnceAndItsComingEndsTheFault() throws Exception {
    try (EngineClient client = client(Docker.engine())) {
      Watcher watcher = watcher(client, LATER);
      toldOnce(watcher, "docker pull " + LATER);

      Docker.run("tag", Docker.BUSYBOX, LATER).ok();
      worksAgain(watcher);
    }
  }

  @Test
  void anEngineThatIsDownIsToldOnceAndItsComingEndsTheFault() throws Exception {
    Path socket = folder.resolve("engine.sock");
    try (EngineClient client = client("unix://" + socket)) {
      Watcher watcher = watcher(client, Docker.BUSYBOX);
      toldOnce(watcher, "start Docker");

      Path real = Path.of(Docker.engine().substring("unix://".length()));
      Files.createSymbolicLink(socket, real);
      worksAgain(watcher);

      Files.delete(socket);
      toldOnce(watcher, "start Docker");
    }
  }

  @Test
  void aHelperThatTalksWithoutEndIsCutOffAndRemoved() throws Exception {
    try (EngineClient client = client(Docker.engine())) {
      HelperHost host = host(client, TALKS);
      try (HostView view = host.open()) {
        assertThatThrownBy(() -> view.processes(host.uids()))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("find printed more than 1048576 bytes");
      }
      toldOnce(watcher(client, TALKS), "printed more than");
    }
  }

  private static void toldOnce(Watcher watcher, String next) {
    Look look = watcher.look();
    assertThat(look.state()).isEqualTo(WatchState.ERROR);
    assertThat(look.faults()).extracting(Fault::what).singleElement().asString().contains(next);
    Look again = watcher.look();
    assertThat(again.state()).isEqualTo(WatchState.ERROR);
    assertThat(again.faults()).as("the same is not told twice").isEmpty();
  }

  private static void worksAgain(Watcher watcher) {
    Look look = watcher.look();
    assertThat(look.state()).isEqualTo(WatchState.ACTIVE);
    assertThat(look.over()).hasSize(1);
    assertThat(look.faults()).isEmpty();
  }

  /** The helpers that the engine made since then, by what it says itself. */
  private static List<String> made(Instant since) throws Exception {
    return Docker.run(
            "events",
            "--since",
            since.toString(),
            "--until",
            Instant.now().toString(),
            "--filter",
            "event=create",
            "--filter",
            "label=" + HelperRecipe.LABEL,
            "--format",
            "{{.ID}}")
        .ok()
        .lines();
  }

  private Watcher watcher(EngineClient client, String image) throws IOException {
    return new Watcher(
        host(client, image),
        users(),
        id -> id,
        new ArchivedTranscripts(
            Ingest.open(folder.resolve("state"), Masking.builtIn(), archive, Clock.systemUTC())),
        new ScreenArchive(archive, Masking.builtIn(), Clock.systemUTC()));
  }

  private static HelperHost host(EngineClient client, String image) {
    return new HelperHost(client, new HelperSettings(image, Duration.ofMinutes(1)), users());
  }

  private static SortedSet<Integer> users() {
    return new TreeSet<>(List.of(ANN, BOB));
  }

  private static EngineClient client(String address) {
    return new EngineClient(EngineAddress.parse(address));
  }

  private static Map<String, String> home(Path work) {
    return Map.of("HOME", "/nonexistent", "CLAUDE_CONFIG_DIR", work.resolve("config").toString());
  }

  private static void transcript(Path work, int uid, String prompt) throws IOException {
    Path projects = FakeAgent.openFolder(work, "config/projects");
    FakeAgent.openFolder(work, "config");
    Path file = FakeAgent.openFolder(projects, "-p").resolve("one.jsonl");
    Files.writeString(
        file,
        """
        {"type":"user","uuid":"%1$s","timestamp":"2026-01-01T10:00:00Z","message":{"role":"user","content":"%1$s"}}
        """
            .formatted(prompt));
    Files.setAttribute(file, "unix:uid", uid);
  }

  private List<String> prompts() throws IOException {
    List<String> prompts = new ArrayList<>();
    archive.each(Filter.ALL, Order.OLDEST, exchange -> prompts.add(exchange.prompt()));
    return prompts;
  }
}
