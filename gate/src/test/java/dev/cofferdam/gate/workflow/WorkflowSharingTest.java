package dev.cofferdam.gate.workflow;

import static dev.cofferdam.gate.workflow.Workbench.BASE;
import static dev.cofferdam.gate.workflow.Workbench.CAROL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A team's containers and networks that a policy shares: {@code wf-carol} may look at them, and
 * nobody may do more.
 */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowSharingTest(Workbench bench) {
  private static final String SCRIPT = "echo ready; exec sleep 300";

  @BeforeEach
  void infrastructure() throws Exception {
    bench.host("network", "create", "wf-team").ok();
    for (String name : List.of("wf-shared", "wf-db-1", "wf-private")) {
      bench
          .host(
              "run",
              "-d",
              "--name",
              name,
              "--network",
              "wf-team",
              "-e",
              "PASSWORD=hunter2",
              "-p",
              "127.0.0.1::80",
              BASE,
              "sh",
              "-c",
              SCRIPT)
          .ok();
    }
  }

  @AfterEach
  void clear() throws Exception {
    bench.host("rm", "-f", "wf-shared", "wf-db-1", "wf-private", "wf-mine");
    bench.host("network", "rm", "wf-team");
  }

  @Test
  void sharedContainersAreListedBesideOnesOwnAndNobodyElsesAre() throws Exception {
    bench.carol("run", "-d", "--name", "wf-mine", BASE, "sleep", "300").ok();
    assertThat(bench.carol("ps", "--format", "{{.Names}}").ok().lines())
        .containsExactly("wf-mine", "wf-db-1", "wf-shared");
    assertThat(bench.carol("ps", "-n", "2", "--format", "{{.Names}}").ok().lines())
        .containsExactly("wf-mine", "wf-db-1");
    assertThat(bench.carol("ps", "-l", "--format", "{{.Names}}").ok().lines())
        .containsExactly("wf-mine");
    assertThat(bench.carol("ps", "--filter", "name=shared", "--format", "{{.Names}}").ok().lines())
        .containsExactly("wf-shared");
    assertThat(bench.carol("ps", "--filter", "name=private", "--format", "{{.Names}}").ok().lines())
        .isEmpty();
    assertThat(bench.docker("ps", "-a", "--format", "{{.Names}}").ok().lines()).isEmpty();
  }

  @Test
  void whatIsSharedCanBeLookedAtWithSecretsMasked() throws Exception {
    assertThat(bench.carol("inspect", "wf-shared").ok().text())
        .contains("PASSWORD=***", "\"/wf-shared\"")
        .doesNotContain("hunter2");
    assertThat(bench.carol("logs", "wf-db-1").ok().text()).isEqualTo("ready");
    assertThat(bench.carol("top", "wf-db-1").ok().text()).contains("sleep 300");
    assertThat(bench.carol("port", "wf-db-1", "80").ok().text()).startsWith("127.0.0.1:");
    assertThat(
            bench.carol("stats", "--no-stream", "--format", "{{.Name}}", "wf-shared").ok().text())
        .isEqualTo("wf-shared");
    for (List<String> look :
        List.of(
            List.of("inspect", "wf-private"),
            List.of("logs", "wf-private"),
            List.of("top", "wf-private"))) {
      assertThat(bench.carol(look.toArray(String[]::new)).exits(1).errors())
          .containsIgnoringCase("no such");
    }
    assertThat(bench.docker("logs", "wf-shared").exits(1).errors()).containsIgnoringCase("no such");
  }

  @Test
  void nothingSharedCanBeTouched() throws Exception {
    Files.writeString(bench.project().resolve("f"), "x");
    String before = state();
    for (String command :
        List.of(
            "exec wf-shared true",
            "stop wf-shared",
            "kill wf-shared",
            "restart wf-shared",
            "pause wf-shared",
            "rm -f wf-shared",
            "rename wf-shared wf-other",
            "update --pids-limit 10 wf-shared",
            "attach wf-shared",
            "attach --no-stdin wf-shared",
            "wait wf-shared",
            "commit wf-shared wf-stolen:1",
            "export wf-shared",
            "diff wf-shared",
            "cp f wf-shared:/f",
            "cp wf-shared:/etc/passwd -",
            "network connect bridge wf-shared",
            "network disconnect wf-team wf-shared",
            "network rm wf-team",
            "run --rm --volumes-from wf-shared %s true",
            "run --rm --network container:wf-shared %s true",
            "run --rm --pid container:wf-shared %s true",
            "run --rm --ipc container:wf-shared %s true",
            "run --rm --link wf-shared:db %s true")) {
      Outcome outcome = bench.carol(command.formatted(BASE).split(" "));
      assertThat(outcome.exit()).as(command).isNotZero();
    }
    assertThat(state()).isEqualTo(before);
    assertThat(bench.host("images", "-q", "wf-stolen").ok().text()).isEmpty();
  }

  private String state() throws Exception {
    return bench
        .host(
            "inspect",
            "-f",
            "{{.Name}} {{.State.Status}} {{.State.StartedAt}} {{.HostConfig.PidsLimit}}"
                + " {{len .ExecIDs}} {{json .NetworkSettings.Networks}}",
            "wf-shared")
        .ok()
        .text();
  }

  @Test
  void aNameThatMovesToASharedOneShowsNothingElse() throws Exception {
    // Whoever is renamed away is no longer shared; the id that was seen opens nothing.
    String id = bench.host("inspect", "-f", "{{.Id}}", "wf-shared").ok().text();
    bench.carol("inspect", id).ok();
    bench.host("rename", "wf-shared", "wf-private-2").ok();
    bench.carol("inspect", id).exits(1);
    assertThat(bench.carol("ps", "--format", "{{.Names}}").ok().lines()).containsExactly("wf-db-1");
    bench.host("rm", "-f", "wf-private-2").ok();
  }

  @Test
  void sharedNetworksAreListedWithTheContainersThatAreSeen() throws Exception {
    assertThat(bench.carol("network", "ls", "--format", "{{.Name}}").ok().lines())
        .containsExactly("wf-team");
    assertThat(bench.docker("network", "ls", "--format", "{{.Name}}").ok().lines()).isEmpty();
    bench.carol("run", "-d", "--name", "wf-mine", "--network", "wf-team", BASE, "sleep", "9").ok();
    assertThat(
            bench
                .carol(
                    "network", "inspect", "-f", "{{range .Containers}}{{.Name}} {{end}}", "wf-team")
                .ok()
                .text()
                .split(" "))
        .containsExactlyInAnyOrder("wf-mine", "wf-shared", "wf-db-1");
    bench.docker("network", "inspect", "wf-team").exits(1);
  }

  @Test
  void eventsTellOfWhatIsSharedButNotWhatIsExecutedInIt() throws Exception {
    try (Program listener =
        bench.startAs(
            CAROL, "events", "--format", "{{.Type}} {{.Action}} {{.Actor.Attributes.name}}")) {
      bench.eventsBegin(listener, CAROL);
      bench.host("exec", "wf-shared", "echo", "secret-argument").ok();
      bench.host("pause", "wf-private").ok();
      bench.host("unpause", "wf-private").ok();
      bench.host("pause", "wf-shared").ok();
      bench.host("unpause", "wf-shared").ok();
      await("events of the shared container")
          .atMost(Program.LIMIT)
          .until(() -> listener.said().contains("container unpause wf-shared"));
      assertThat(listener.said()).doesNotContain("exec_", "secret-argument", "wf-private");
    }
  }
}
