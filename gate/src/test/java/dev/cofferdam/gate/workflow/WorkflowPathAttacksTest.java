package dev.cofferdam.gate.workflow;

import static dev.cofferdam.gate.workflow.Workbench.ALICE;
import static dev.cofferdam.gate.workflow.Workbench.BASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.cofferdam.gate.testing.Caller;
import dev.cofferdam.testkit.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Ways out of the project that need time: links that come after the decision, and races. */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowPathAttacksTest(Workbench bench) {
  private static final int RACES = 25;

  @BeforeEach
  void onlyWhereSubpathsAreMounted() throws Exception {
    assumeFalse(bench.old(), "an older engine resolves paths again; SECURITY.md says so");
    Files.createDirectories(bench.project().resolve("folder"));
    Files.writeString(bench.project().resolve("folder/inside"), "mine\n");
  }

  @AfterEach
  void clear() throws Exception {
    for (String container : bench.docker("ps", "-aq").ok().lines()) {
      bench.docker("rm", "-f", "-v", container).ok();
    }
  }

  private void swapFor(String target) throws IOException {
    Files.move(bench.project().resolve("folder"), bench.project().resolve("aside"));
    Files.createSymbolicLink(bench.project().resolve("folder"), Path.of(target));
  }

  private void swapBack() throws IOException {
    Files.delete(bench.project().resolve("folder"));
    Files.move(bench.project().resolve("aside"), bench.project().resolve("folder"));
  }

  @Test
  void noLinkThatIsPutThereAfterTheCreateIsFollowedOut() throws Exception {
    for (String target :
        List.of("/", "..", "../..", "/proc/self/root", "/proc/1/cwd", "/var/run/docker.sock")) {
      bench
          .docker("create", "--name", "wf-late", "-v", "/workspace/folder:/y", BASE, "ls", "/y")
          .ok();
      swapFor(target);
      Outcome started = bench.docker("start", "-a", "wf-late");
      swapBack();
      assertThat(started.exit()).as(target).isNotZero();
      assertThat(started.text()).as(target).isEmpty();
      assertThat(bench.host("inspect", "-f", "{{.State.StartedAt}}", "wf-late").ok().text())
          .startsWith("0001-");
      bench.docker("rm", "wf-late").ok();
    }
  }

  @Test
  void aRestartCopyOrInheritedVolumeAfterTheSwapFails() throws Exception {
    bench
        .docker("run", "-d", "--name", "wf-run", "-v", "/workspace/folder:/y", BASE, "sleep", "300")
        .ok();
    swapFor("/");
    assertThat(bench.docker("restart", "-t", "0", "wf-run").exits(1).errors())
        .contains("escapes the base directory");
    assertThat(bench.host("inspect", "-f", "{{.State.Running}}", "wf-run").ok().text())
        .isEqualTo("false");
    assertThat(bench.docker("cp", "wf-run:/y/etc/hostname", "-").exits(1).text()).isEmpty();
    assertThat(bench.docker("cp", bench.file("x", "x").toString(), "wf-run:/y/tmp/").exit())
        .isNotZero();
    bench.docker("run", "--rm", "--volumes-from", "wf-run", BASE, "ls", "/y").exits(125);
    swapBack();
    bench.docker("start", "wf-run").ok();
    assertThat(bench.docker("exec", "wf-run", "ls", "/y").ok().text()).isEqualTo("inside");
  }

  @Test
  void whoeverWinsTheRaceSeesTheProjectOrNothing() throws Exception {
    Path folder = Files.createDirectories(bench.project().resolve("raced"));
    Files.writeString(folder.resolve("inside"), "mine\n");
    Path link = Files.createSymbolicLink(bench.project().resolve("raced-link"), Path.of("/"));
    List<String> seen = new ArrayList<>();
    int refused = 0;
    try (Swapper _ = Swapper.of(folder, link);
        Caller alice = Caller.at(bench.socket(ALICE))) {
      for (int i = 0; i < RACES; i++) {
        String name = "wf-race-" + i;
        Caller.Answer made =
            alice.postJson(
                "/containers/create?name=" + name,
                ("{\"Image\":\"%s\",\"Cmd\":[\"ls\",\"/y\"],\"HostConfig\":"
                        + "{\"NetworkMode\":\"none\",\"Binds\":[\"/workspace/raced:/y\"]}}")
                    .formatted(BASE));
        if (made.status() == 201
            && alice.postJson("/containers/" + name + "/start", "").status() == 204) {
          alice.postJson("/containers/" + name + "/wait", "");
          seen.add(bench.host("logs", name).ok().text());
        } else {
          refused++;
        }
      }
    }
    // Each side won some, or there was no race.
    assertThat(refused).isPositive();
    assertThat(seen).isNotEmpty().containsOnly("inside");
  }

  @Test
  void theGatesVolumeIsOutOfReach() throws Exception {
    bench.docker("create", "--name", "wf-has", "-v", "/workspace:/y", BASE, "true").ok();
    String volume = bench.mountVolumes().getFirst();
    String before = bench.host("volume", "inspect", volume).ok().text();
    assertThat(bench.docker("volume", "inspect", volume).exits(1).errors())
        .contains("no such volume");
    bench.docker("volume", "rm", volume).exits(1);
    bench.docker("volume", "create", volume).exits(1);
    bench.docker("run", "--rm", "-v", volume + ":/h", BASE, "ls", "/h").exits(125);
    bench
        .docker("run", "--rm", "--mount", "type=volume,src=" + volume + ",dst=/h", BASE, "true")
        .exits(125);
    bench.docker("rm", "-f", "-v", "wf-has").ok();
    bench.docker("volume", "prune", "-a", "-f").ok();
    bench.docker("system", "prune", "--volumes", "-f");
    assertThat(bench.host("volume", "inspect", volume).ok().text()).isEqualTo(before);
  }

  @Test
  void aVolumeThatTheHostHasPutInItsPlaceIsNotMounted() throws Exception {
    bench.docker("run", "--rm", "-v", "/workspace:/y", BASE, "true").ok();
    for (String volume : bench.mountVolumes()) {
      bench.host("volume", "rm", volume).ok();
      bench.host("volume", "create", volume).ok();
      assertThat(
              bench
                  .docker("run", "--rm", "-v", "/workspace:/y", "-v", "/reference:/r", BASE, "true")
                  .exits(125)
                  .errors())
          .contains("not what the gate makes");
      bench.host("volume", "rm", volume).ok();
    }
  }
}
