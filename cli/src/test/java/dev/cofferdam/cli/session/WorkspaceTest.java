package dev.cofferdam.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.session.image.Tar;
import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import dev.cofferdam.testkit.Surroundings;
import dev.cofferdam.testkit.Tmux;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class WorkspaceTest {
  @TempDir private Path folder;
  private Bench bench;

  @BeforeEach
  void aProjectAndAnImage() throws Exception {
    bench = new Bench(folder, "COFFER_TEST_ENGINE_NEW");
    bench.clear();
    bench.smallImage();
  }

  @AfterEach
  void nothingIsLeft() throws Exception {
    if (bench != null) { // it is where the test was skipped for want of an engine
      bench.clear();
    }
  }

  @Test
  void inAPipeTheStreamsStayApartAndTheExitCodeIsTheCommands() throws Exception {
    String script =
        "id -u; pwd; echo $DOCKER_HOST; grep -h -E 'CapEff|NoNewPrivs' /proc/self/status; cat;"
            + " echo oops >&2; echo made >made; exit 7";
    Outcome run =
        run("run", "--name", "one", "--", "sh", "-c", script).write("typed").closeInput().finish();

    run.exits(7);
    assertThat(run.lines())
        .startsWith(String.valueOf(Files.getAttribute(bench.project, "unix:uid")))
        .contains("/workspace", "unix:///run/cofferdam/docker.sock", "typed")
        .contains("CapEff:\t0000000000000000", "NoNewPrivs:\t1");
    assertThat(run.errors()).isEqualTo("oops");
    assertThat(bench.project.resolve("made")).hasContent("made");
    assertThat(bench.has("one")).isFalse();
  }

  @Test
  void nothingOfTheHostIsInside() throws Exception {
    String script =
        "env | grep -E 'SSH_|BENCH_'; ls /root /var/run/docker.sock ~/.ssh; touch /run/cofferdam/x;"
            + " command -v sudo; cat /run/secrets/key; stat -c %a:%u /run/secrets/key;"
            + " docker run --rm -v /:/host "
            + Bench.IMAGE
            + " true; echo denied $?";
    Outcome run =
        run("run", "--name", "one", "--secret", "key=env:BENCH_SECRET", "--", "sh", "-c", script)
            .closeInput()
            .finish()
            .ok();

    assertThat(run.text()).doesNotContain("SSH_", "BENCH_").contains("denied 125");
    assertThat(run.lines()).contains("hunter2400:" + Files.getAttribute(bench.project, "unix:uid"));
    assertThat(run.errors()).contains("Read-only file system", "container.bind");
    assertThat(bench.root.resolve("state/cofferdam/sessions/one/secrets")).doesNotExist();
  }

  @Test
  void aSessionIsListedJoinedAndKilledAndSurvivesTheDeathOfItsHost() throws Exception {
    run("run", "--name", "one", "-d", "--secret", "key=env:BENCH_SECRET").finish().ok();
    assertThat(run("run", "--name", "one", "-d").finish().ok().text()).isEqualTo("one");
    assertThat(run("sessions", "--json").finish().ok().text())
        .contains("\"name\" : \"one\"", "\"state\" : \"running\"");
    Path state = bench.root.resolve("state/cofferdam/sessions/one");
    for (String file : List.of("plan.json", "host.log")) {
      assertThat(Files.readString(state.resolve(file))).doesNotContain("hunter2");
    }
    SessionHosts.kill(bench.root.resolve("state/cofferdam"));

    Outcome ps = run("attach", "one", "--", "docker", "ps").closeInput().finish().ok();

    assertThat(ps.text()).startsWith("CONTAINER ID").doesNotContain("cofferdam-one");
    run("attach", "one", "--", "docker", "volume", "create", "data").closeInput().finish().ok();
    Outcome dry = run("sessions", "prune", "--dry-run").finish().ok();
    assertThat(dry.text()).doesNotContain("data"); // its session runs
    Outcome kill = run("kill", "--grace", "0", "one").finish().ok();
    assertThat(kill.errors()).contains("one left behind", "data");
    assertThat(run("sessions", "prune", "--dry-run").finish().ok().text())
        .contains("volumes", "data  of one", "nothing was removed");
    assertThat(bench.volume("data")).isPresent();
    run("sessions", "prune").finish().ok();
    assertThat(bench.volume("data")).isEmpty();
    assertThat(bench.volume("cofferdam-one-home")).isPresent();
  }

  @Test
  void aHostThatDiesWhileSomebodyIsInTheSessionIsReplaced() throws Exception {
    String script =
        "docker volume ls -q && echo first; read go;"
            + " until docker volume ls -q 2>/dev/null; do sleep 0.1; done; echo again";
    try (Program run = run("run", "--name", "one", "--", "sh", "-c", script)) {
      await().atMost(Program.LIMIT).until(() -> run.said().contains("first"));
      SessionHosts.kill(bench.root.resolve("state/cofferdam"));

      assertThat(run.write("go\n").closeInput().finish().ok().lines())
          .containsExactly("first", "again");
    }
  }

  @Test
  void aRunThatIsKilledWhileItSetsUpIsInNobodysWay() throws Exception {
    try (Program run = run("run", "--name", "one", "--", "cat")) {
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Program.LIMIT)
          .until(() -> bench.has("one"));
      run.kill();
    }
    assertThat(run("run", "--name", "one", "--", "echo", "again").closeInput().finish().ok().text())
        .isEqualTo("again");
    run("kill", "--grace", "0", "one").finish(); // where the first had just started it
    assertThat(bench.has("one")).isFalse();
    assertThat(run("sessions", "prune").finish().ok().text()).doesNotContain("of one");
  }

  @Test
  void aTerminalIsResizedLeftAndRejoined() throws Exception {
    Path socket = bench.root.resolve("tmux");
    List<String> shell = List.of("bash", "--norc", "-i");
    try (Tmux tmux = Tmux.start(socket, bench.project, bench.environment(), shell)) {
      tmux.type(bench.script("run", "--name", "one", "--", "bash", "--norc") + "; echo code=$?");
      // The quotes tell what was printed from what was typed.
      tmux.press("Enter").type("echo in''side").press("Enter").awaits("inside");
      tmux.resize(90, 25).type("stty size").press("Enter").awaits("25 90");
      tmux.press("C-p", "C-q").awaits("one runs on").awaits("code=0");
      tmux.type("clear; " + bench.script("attach", "one") + "; echo code=$?");
      tmux.press("Enter").type("echo ba''ck").press("Enter").awaits("back");
      tmux.type("exit 5").press("Enter").awaits("code=5");
    }
    assertThat(bench.has("one")).isFalse();
  }

  @Test
  void whatTheAgentMadeIsRemovedWhenAsked() throws Exception {
    Outcome run =
        run("run", "--name", "one", "--rm", "--", "docker", "volume", "create", "mine")
            .closeInput()
            .finish()
            .ok();

    assertThat(run.errors()).contains("one left behind", "mine", "removed");
    assertThat(bench.volume("mine")).isEmpty();
  }

  @Test
  void anImageThatTheAgentLoadedIsToldAndRemovedWhenAsked() throws Exception {
    String image = "cofferdam-test/loaded:1";
    Path busybox = Surroundings.path("COFFER_TEST_BUSYBOX");
    byte[] root = new Tar().file("bin/sh", 0755, Files.readAllBytes(busybox)).bytes();
    List<String> words =
        List.of(Surroundings.value("COFFER_TEST_DOCKER"), "save", "-o", "loaded.tar", image);
    try (EngineClient engine = bench.engine()) {
      engine
          .images()
          .importTar("cofferdam-test/loaded", "1", new ByteArrayInputStream(root), _ -> {});
      try (Program save = Program.start(bench.project, bench.environment(), words)) {
        save.finish().ok();
      }
      engine.leftovers(Duration.ofSeconds(20)).removeImage(image, true);
    }
    Bench.own(bench.project.resolve("loaded.tar"));

    Outcome kept =
        run("run", "--name", "one", "--", "docker", "load", "-i", "loaded.tar")
            .closeInput()
            .finish()
            .ok();
    assertThat(kept.errors()).contains("images it got", image, "with --all also the images it got");

    assertThat(run("sessions", "prune", "--dry-run", "--all").finish().ok().text())
        .contains("images that sessions got", image + "  of one");
    Outcome removed = run("run", "--name", "one", "--rm", "--", "true").closeInput().finish().ok();
    assertThat(removed.errors()).contains(image, "coffer: removed");
    try (EngineClient engine = bench.engine()) {
      assertThat(engine.lookups(Duration.ofSeconds(20)).inspectImage(image)).isEmpty();
    }
  }

  @Test
  void limitsAreGivenAsToDockerRun() throws Exception {
    Outcome run =
        run(
                "run",
                "--name",
                "one",
                "--memory",
                "256m",
                "--cpus",
                "0.5",
                "--pids-limit",
                "77",
                "--",
                "sh",
                "-c",
                "cat /sys/fs/cgroup/pids.max /sys/fs/cgroup/pids/pids.max")
            .closeInput()
            .finish();
    assertThat(run.lines()).containsExactly("77");

    Outcome wrong = run("run", "--name", "one", "--memory", "lots").finish();
    wrong.exits(2);
    assertThat(wrong.errors()).contains("--memory lots");
  }

  @Test
  void aCommandThatIsNotThereIsToldAsDockerTellsIt() throws Exception {
    Outcome absent = run("run", "--name", "one", "--", "no-such-program").closeInput().finish();

    absent.exits(127);
    // By the init that starts it, or by coffer where there is none.
    assertThat(absent.errors()).contains("no-such-program").doesNotContain("\tat ");
    assertThat(bench.has("one")).isFalse();
  }

  private Program run(String... arguments) throws Exception {
    return bench.coffer(arguments);
  }
}
