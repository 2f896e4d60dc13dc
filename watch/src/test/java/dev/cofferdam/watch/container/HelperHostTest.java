package dev.cofferdam.watch.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.watch.discovery.Accounts;
import dev.cofferdam.watch.discovery.AgentProcess;
import dev.cofferdam.watch.discovery.Discovery;
import dev.cofferdam.watch.host.FileRoot;
import dev.cofferdam.watch.host.Host;
import dev.cofferdam.watch.host.HostException;
import dev.cofferdam.watch.host.HostView;
import dev.cofferdam.watch.host.Identity;
import dev.cofferdam.watch.host.LocalHost;
import dev.cofferdam.watch.source.FileFacts;
import dev.cofferdam.watch.source.HostFiles;
import dev.cofferdam.watch.testing.Docker;
import dev.cofferdam.watch.testing.FakeAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("engine")
@Timeout(120)
class HelperHostTest {
  private static final int ANN = 42_421;
  private static final int BOB = 42_422;
  private static final EngineClient CLIENT = new EngineClient(EngineAddress.parse(Docker.engine()));

  @TempDir private static Path shared;
  @TempDir private Path folder;

  @BeforeAll
  static void images() throws Exception {
    Docker.importBusybox(shared, Docker.BUSYBOX);
    Docker.importBusybox(shared, "coffer-watch-bare", "timeout", "cat");
    Docker.importDebian();
  }

  @AfterAll
  static void close() throws Exception {
    Docker.run("rmi", Docker.BUSYBOX, "coffer-watch-bare", Docker.DEBIAN);
    CLIENT.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {Docker.BUSYBOX, Docker.DEBIAN})
  void aHelperFindsWhatThisMachineFinds(String image) throws Exception {
    Path work = FakeAgent.openFolder(folder, "wörk; $(touch pwned) `id` & x");
    try (FakeAgent ann =
            FakeAgent.start(
                ANN,
                work,
                "claude",
                Map.of("HOME", "/home/ann", "SECRET", "s3cret", "TERM_PROGRAM", "; reboot"),
                "; rm -rf /\n7 (claude) S 1 1",
                "$(touch /tmp/pwned)");
        FakeAgent root = FakeAgent.start(0, work, "codex", Map.of())) {
      List<AgentProcess> here = ours(new LocalHost(), ann, root);
      List<AgentProcess> there = ours(helpers(image, ANN, 0), ann, root);

      assertThat(here).extracting(a -> a.id().pid()).containsExactly(ann.pid(), root.pid());
      assertThat(here)
          .allSatisfy(agent -> assertThat(agent.folder()).contains(work.toString()))
          .allSatisfy(agent -> assertThat(agent.toString()).doesNotContain("s3cret"));
      assertThat(there).isEqualTo(here);
      try (var files = Files.list(work)) {
        assertThat(files)
            .extracting(f -> f.getFileName().toString())
            .containsOnly("claude", "codex");
      }
    }
  }

  @Test
  void duringAScanDockerShowsAHelperWithItsLimitsAndAfterItNone() throws Exception {
    try (HostView view = helpers(Docker.BUSYBOX, ANN).open()) {
      assertThat(view.bootTime()).isPositive();
      String id =
          Docker.run("ps", "-q", "--filter", "label=" + HelperRecipe.LABEL).ok().text().strip();
      assertThat(id.lines()).hasSize(1);
      String format =
          "{{with .HostConfig}}{{.PidMode}} {{.NetworkMode}} {{.ReadonlyRootfs}} {{.Privileged}}"
              + " {{.CapDrop}} {{json .CapAdd}} {{index .SecurityOpt 0}} {{.Memory}} {{.MemorySwap}}"
              + " {{.NanoCpus}} {{.PidsLimit}} {{.AutoRemove}}{{end}} {{.Config.User}}"
              + " {{.Config.Entrypoint}} {{.Config.Cmd}} {{range .Mounts}}{{.Source}}"
              + " {{.RW}}{{end}}";

      assertThat(Docker.run("inspect", "-f", format, id).ok().text().strip())
          .isEqualTo(
              "host none true false [ALL] null no-new-privileges:true 67108864 67108864 1000000000"
                  + " 48 true 65534:65534 [timeout] [360 cat] /etc/passwd false");
      assertThat(Docker.run("exec", id, "cat", "/proc/self/status").ok().text())
          .contains("CapEff:\t0000000000000000", "NoNewPrivs:\t1");
      assertThat(Docker.run("exec", "-u", "0", id, "touch", "/x").exit()).isNotZero();
    }

    noHelperIsLeft();
  }

  @Test
  void onlyForRootThereIsACapabilityAndOthersDoNotGetIt() throws Exception {
    try (HostView view = helpers(Docker.BUSYBOX, 0, ANN).open()) {
      assertThat(view.bootTime()).isPositive();
      String id =
          Docker.run("ps", "-q", "--filter", "label=" + HelperRecipe.LABEL).ok().text().strip();

      assertThat(Docker.run("exec", "-u", "0", id, "cat", "/proc/self/status").ok().text())
          .as("CAP_SYS_PTRACE alone")
          .contains("CapEff:\t0000000000080000");
      assertThat(Docker.run("exec", "-u", "1:1", id, "cat", "/proc/self/status").ok().text())
          .contains("CapEff:\t0000000000000000");
    }
  }

  @Test
  void onlyAllowedUsersAreLookedAt() throws Exception {
    Path work = FakeAgent.openFolder(folder, "work");
    try (FakeAgent ann = FakeAgent.start(ANN, work, "claude", Map.of());
        FakeAgent bob = FakeAgent.start(BOB, work, "claude", Map.of())) {
      assertThat(ours(helpers(Docker.BUSYBOX, ANN), ann, bob))
          .extracting(a -> a.id().pid())
          .containsExactly(ann.pid());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Docker.BUSYBOX, Docker.DEBIAN})
  void filesAreReadWithTheRightsOfTheirUser(String image) throws Exception {
    Path work = FakeAgent.openFolder(folder, "work");
    Path mine = write(work.resolve("a b.jsonl"), "0123456789\n", ANN);
    Path theirs = write(work.resolve("bob.jsonl"), "bob's\n", BOB);
    Files.createSymbolicLink(work.resolve("link.jsonl"), theirs);
    Files.createSymbolicLink(work.resolve("shadow.jsonl"), Path.of("/etc/shadow"));
    write(work.resolve("x.txt"), "no\n", ANN);
    try (FakeAgent ann = FakeAgent.start(ANN, work, "claude", Map.of());
        HostView view = helpers(image, ANN).open()) {
      HostFiles files = view.files(new FileRoot(ann.pid(), false, "host"), new Identity(ANN, ANN));

      List<FileFacts> list = files.list(work.toString(), ".jsonl", 2, 10);
      assertThat(list)
          .extracting(FileFacts::path)
          .containsExactlyInAnyOrder(mine.toString(), theirs.toString());
      assertThat(files.stat(mine.toString()))
          .isEqualTo(
              new dev.cofferdam.watch.source.LocalFiles()
                  .stat(mine.toString())
                  .map(f ->
                      new FileFacts(
                          f.path(),
                          f.inode(),
                          f.size(),
                          java.time.Instant.ofEpochSecond(f.modified().getEpochSecond()),
                          ANN)));
      assertThat(text(files.read(mine.toString(), 0, 100))).isEqualTo("0123456789\n");
      assertThat(text(files.read(mine.toString(), 4, 3))).isEqualTo("456");
      assertThat(files.read(mine.toString(), 99, 3)).isEmpty();
      assertThat(files.read(theirs.toString(), 0, 100)).as("bob's, 0600").isEmpty();
      assertThatThrownBy(() -> files.read(work.resolve("shadow.jsonl").toString(), 0, 10))
          .isInstanceOf(IOException.class);
      assertThat(files.stat("/nowhere/at.all")).isEmpty();
      assertThat(files.list("/nowhere", ".jsonl", 2, 10)).isEmpty();
      assertThatThrownBy(() -> files.list("/root/../etc", "", 1, 10))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aBigFileIsReadInPartsAndNotBeyondThem() throws Exception {
    Path work = FakeAgent.openFolder(folder, "work");
    Path big = write(work.resolve("big.jsonl"), "abcdefgh".repeat(1 << 20), ANN);
    try (FakeAgent ann = FakeAgent.start(ANN, work, "claude", Map.of());
        HostView view = helpers(Docker.BUSYBOX, ANN).open()) {
      HostFiles files = view.files(new FileRoot(ann.pid(), false, "host"), new Identity(ANN, ANN));

      assertThat(files.read(big.toString(), 8, 1 << 20))
          .hasSize(1 << 20)
          .startsWith("abcd".getBytes(StandardCharsets.UTF_8));
      assertThat(files.read(big.toString(), (8 << 20) - 3, 1 << 20)).hasSize(3);
    }
  }

  @Test
  void aWatcherThatIsKilledLeavesNoHelperBehind() throws Exception {
    Process watcher =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HangingWatcher.class.getName(),
                Docker.engine(),
                Docker.BUSYBOX)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(watcher.inputReader().readLine()).isEqualTo("open");
    assertThat(Docker.run("ps", "-q", "--filter", "label=" + HelperRecipe.LABEL).ok().text())
        .isNotBlank();

    watcher.destroyForcibly().waitFor();

    noHelperIsLeft();
  }

  @Test
  void whatWasMadeAndNeverStartedIsSweptOnceItsTimeIsOver() throws Exception {
    String late = made("--rm", HelperRecipe.LABEL, HelperRecipe.UNTIL + "=1000");
    String inTime = made("--rm", HelperRecipe.LABEL, HelperRecipe.UNTIL + "=99999999999");
    String foreign = made("--rm=false", HelperRecipe.LABEL, HelperRecipe.UNTIL + "=1000");
    try {
      assertThat(helpers(Docker.BUSYBOX, ANN).sweep()).isEqualTo(1);

      assertThat(Docker.run("inspect", late).exit()).isNotZero();
      assertThat(Docker.run("inspect", inTime).exit()).isZero();
      assertThat(Docker.run("inspect", foreign).exit()).as("an image's label").isZero();
    } finally {
      Docker.run("rm", "-f", late, inTime, foreign);
    }
  }

  @Test
  void faultsAreToldWithWhatToDo() throws Exception {
    assertThatThrownBy(() -> helpers("no-such-image:1", ANN).open())
        .isInstanceOf(HostException.class)
        .hasMessageContaining("docker pull no-such-image:1")
        .hasMessageContaining("DOCKER_HELPER_IMAGE");
    try (HostView view = helpers("coffer-watch-bare", ANN).open()) {
      assertThatThrownBy(() -> view.processes(users(ANN)))
          .isInstanceOf(HostException.class)
          .hasMessageContaining("has no program 'find'");
    }
    try (EngineClient nowhere =
        new EngineClient(EngineAddress.parse("unix://" + folder.resolve("none.sock")))) {
      HelperSettings settings = new HelperSettings("alpine:latest", Duration.ofSeconds(5));
      assertThatThrownBy(() -> new HelperHost(nowhere, settings, users(ANN)).open())
          .isInstanceOf(HostException.class)
          .hasMessageContaining("start Docker");
    }
    noHelperIsLeft();
  }

  private static String made(String remove, String label, String until) throws Exception {
    return Docker.run("create", remove, "-l", label, "-l", until, Docker.BUSYBOX, "cat")
        .ok()
        .text()
        .strip();
  }

  private static void noHelperIsLeft() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            Docker.run("ps", "-aq", "--filter", "label=" + HelperRecipe.LABEL)
                .ok()
                .text()
                .isBlank());
  }

  private static HelperHost helpers(String image, Integer... uids) {
    return new HelperHost(CLIENT, new HelperSettings(image, Duration.ofMinutes(1)), users(uids));
  }

  private static SortedSet<Integer> users(Integer... uids) {
    return new TreeSet<>(List.of(uids));
  }

  private static List<AgentProcess> ours(Host host, FakeAgent... agents) throws IOException {
    SortedSet<Integer> uids =
        host instanceof HelperHost helpers ? helpers.uids() : users(0, ANN, BOB);
    List<Integer> pids = java.util.Arrays.stream(agents).map(FakeAgent::pid).toList();
    try (HostView view = host.open()) {
      return new Discovery(uids, Accounts.of(view.accounts()))
          .find(view).stream().filter(a -> pids.contains(a.id().pid())).toList();
    }
  }

  private static Path write(Path file, String text, int uid) throws IOException {
    Files.writeString(file, text);
    Files.setAttribute(file, "unix:uid", uid);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
