package dev.cofferdam.watch.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.testkit.Program;
import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.archive.Search;
import dev.cofferdam.watch.archive.lucene.LuceneArchive;
import dev.cofferdam.watch.host.FileRoot;
import dev.cofferdam.watch.host.HostException;
import dev.cofferdam.watch.host.HostView;
import dev.cofferdam.watch.host.Identity;
import dev.cofferdam.watch.masking.Masking;
import dev.cofferdam.watch.monitor.Look;
import dev.cofferdam.watch.monitor.Screen;
import dev.cofferdam.watch.monitor.ScreenArchive;
import dev.cofferdam.watch.monitor.TranscriptReader;
import dev.cofferdam.watch.monitor.WatchedAgent;
import dev.cofferdam.watch.monitor.Watcher;
import dev.cofferdam.watch.testing.Docker;
import dev.cofferdam.watch.testing.FakeAgent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real tmux server of a user of this machine, asked by a real tmux in a helper container. */
@Tag("engine")
@Timeout(120)
class HelperPaneTest {
  private static final int ANN = 42_431;
  private static final int BOB = 42_432;
  private static final String IMAGE = "coffer-watch-tmux";
  private static final EngineClient CLIENT = new EngineClient(EngineAddress.parse(Docker.engine()));

  @TempDir private static Path shared;
  @TempDir private Path folder;
  private Path work = Path.of("/nonexistent");
  private String socket = "";

  @BeforeAll
  static void image() throws Exception {
    Docker.importBusyboxWith(shared, IMAGE, Path.of("/usr/bin/tmux"));
    Docker.importBusybox(shared, Docker.BUSYBOX);
  }

  @AfterAll
  static void close() throws Exception {
    Docker.run("rmi", IMAGE, Docker.BUSYBOX);
    CLIENT.close();
  }

  /** What Claude Code showed, in a pane; then a program of its name that waits. */
  @BeforeEach
  void pane() throws Exception {
    work = FakeAgent.openFolder(folder, "work");
    Files.setAttribute(work, "unix:uid", ANN);
    Files.copy(Path.of("/bin/dash"), work.resolve("claude"));
    try (InputStream screen =
        HelperPaneTest.class.getResourceAsStream(
            "/dev/cofferdam/watch/terminal/claude-pane.ansi")) {
      Files.copy(screen, work.resolve("screen"));
    }
    socket = work.resolve("s").toString();
    tmux(
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        "120",
        "-y",
        "60",
        "--",
        "sh",
        "-c",
        "cat screen; exec ./claude -c 'read x'");
    await().until(() -> tmux("capture-pane", "-p", "-t", "%0").contains("for shortcuts"));
  }

  @AfterEach
  void end() throws Exception {
    tmux("kill-server");
  }

  @Test
  void aPaneIsReadAsItsUserAndByNobodyElse() throws Exception {
    int pid = Integer.parseInt(tmux("display-message", "-p", "-t", "%0", "#{pane_pid}").strip());
    FileRoot root = new FileRoot(pid, false, FileRoot.HOST);
    try (HostView view = helpers(IMAGE).open()) {
      assertThat(text(view.tmux(root, socket, Optional.empty(), as(ANN))))
          .isEqualToIgnoringWhitespace(
              "%0 " + tmux("display-message", "-p", "-t", "%0", "#{pane_tty}"));
      assertThat(text(view.tmux(root, socket, Optional.of("%0"), as(ANN))))
          .contains("❯ Second question: why?", "Done with a résumé ✓.");

      assertThatThrownBy(() -> view.tmux(root, socket, Optional.of("%0"), as(BOB)))
          .isInstanceOf(HostException.class)
          .hasMessageContaining("Permission denied");
      assertThat(view.tmux(root, socket, Optional.of("%9"), as(ANN))).as("no such pane").isEmpty();
      assertThat(view.tmux(root, socket + "x", Optional.empty(), as(ANN))).isEmpty();
      assertThatThrownBy(() -> view.tmux(root, socket, Optional.of("%0; kill-server"), as(ANN)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    try (HostView view = helpers(Docker.BUSYBOX).open()) {
      assertThatThrownBy(() -> view.tmux(root, socket, Optional.empty(), as(ANN)))
          .isInstanceOf(HostException.class)
          .hasMessageContaining("panes of tmux are not captured: use one with tmux");
    }
  }

  @Test
  void whatAPaneShowsIsArchivedThroughHelpers() throws Exception {
    try (Archive archive = LuceneArchive.open(folder.resolve("archive"))) {
      Watcher watcher =
          new Watcher(
              helpers(IMAGE),
              new TreeSet<>(List.of(ANN)),
              id -> id,
              places -> new TranscriptReader.Pass(0, List.of()),
              new ScreenArchive(archive, Masking.builtIn(), Clock.systemUTC()));

      Look first = watcher.look();
      assertThat(first.faults()).isEmpty();
      assertThat(first.agents())
          .singleElement()
          .extracting(WatchedAgent::screen)
          .isInstanceOf(Screen.Captured.class);
      watcher.look();
      watcher.look();

      assertThat(archive.find(Search.newest(Filter.ALL, 10)).hits())
          .extracting(hit -> hit.exchange().prompt())
          .containsExactlyInAnyOrder("Explain the harbour LISTFILES", "Second question: why?");
    }
  }

  private static HelperHost helpers(String image) {
    return new HelperHost(
        CLIENT, new HelperSettings(image, Duration.ofMinutes(1)), new TreeSet<>(List.of(ANN)));
  }

  private static Identity as(int uid) {
    return new Identity(uid, uid);
  }

  private String tmux(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=" + ANN,
                "--regid=" + ANN,
                "--clear-groups",
                "tmux",
                "-u",
                "-S",
                socket));
    command.addAll(List.of(arguments));
    try (Program tmux = Program.start(work, Map.of("SHELL", "/bin/sh"), command)) {
      return tmux.finish().ok().text();
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
