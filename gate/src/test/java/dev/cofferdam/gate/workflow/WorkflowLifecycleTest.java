package dev.cofferdam.gate.workflow;

import static dev.cofferdam.gate.workflow.Workbench.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What one does with containers that run, stop and are looked at. */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowLifecycleTest(Workbench bench) {
  @Test
  void versionAndInfoAreThoseOfTheEngine() throws Exception {
    String version = "{{.Server.Version}} {{.Server.APIVersion}}";
    assertThat(bench.docker("version", "--format", version).ok().text())
        .isEqualTo(bench.host("version", "--format", version).ok().text());
    Outcome info = bench.docker("info").ok();
    assertThat(info.text()).contains("Server Version:", "Storage Driver:", "Total Memory:");
    assertThat(info.errors()).isEmpty();
  }

  @Test
  void aContainerIsStartedStoppedAndRestarted() throws Exception {
    bench.docker("create", "--name", "wf-life", BASE, "sleep", "300").ok();
    assertThat(state("wf-life")).isEqualTo("created");
    bench.docker("start", "wf-life").ok();
    assertThat(state("wf-life")).isEqualTo("running");
    bench.docker("pause", "wf-life").ok();
    assertThat(state("wf-life")).isEqualTo("paused");
    bench.docker("unpause", "wf-life").ok();
    bench.docker("restart", "-t", "0", "wf-life").ok();
    assertThat(state("wf-life")).isEqualTo("running");
    bench.docker("stop", "-t", "1", "wf-life").ok();
    assertThat(state("wf-life")).isEqualTo("exited");
    assertThat(bench.docker("wait", "wf-life").ok().text()).isEqualTo("137");
    bench.docker("start", "wf-life").ok();
    try (Program wait = bench.start("wait", "wf-life")) {
      bench.docker("kill", "-s", "KILL", "wf-life").ok();
      assertThat(wait.finish().ok().text()).isEqualTo("137");
    }
    bench.docker("rename", "wf-life", "wf-renamed").ok();
    assertThat(bench.docker("inspect", "wf-life").exits(1).errors())
        .containsIgnoringCase("no such");
    bench.docker("rm", "wf-renamed").ok();
  }

  @Test
  void aStopThatTakesLongIsWaitedFor() throws Exception {
    String script = "trap 'sleep 4; exit 11' TERM; while true; do sleep 0.1; done";
    bench.docker("run", "-d", "--name", "wf-slow", BASE, "sh", "-c", script).ok();
    bench.docker("stop", "-t", "30", "wf-slow").ok();
    assertThat(bench.docker("inspect", "-f", "{{.State.ExitCode}}", "wf-slow").ok().text())
        .isEqualTo("11");
    bench.docker("rm", "wf-slow").ok();
  }

  @Test
  void limitsAreUpdated() throws Exception {
    bench
        .docker(
            "run", "-d", "--name", "wf-update", "-m", "64m", "--cpus", "1", BASE, "sleep", "300")
        .ok();
    bench.docker("update", "-m", "96m", "wf-update").ok();
    bench.docker("update", "--cpus", "0.5", "--restart", "on-failure:2", "wf-update").ok();
    assertThat(
            bench
                .docker(
                    "inspect",
                    "-f",
                    "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.RestartPolicy.Name}}",
                    "wf-update")
                .ok()
                .text())
        .isEqualTo((96 << 20) + " 500000000 on-failure");
    assertThat(
            bench
                .docker("update", "-m", "64g", "--memory-swap", "64g", "wf-update")
                .exits(1)
                .errors())
        .contains("(limit.memory)");
    bench.docker("rm", "-f", "wf-update").ok();
  }

  @Test
  void theCpusThatTheGateGaveAreUpdatedInEitherForm() throws Exception {
    bench.docker("run", "-d", "--name", "wf-cpus", BASE, "sleep", "300").ok();
    bench.docker("update", "--cpus", "0.5", "wf-cpus").ok();
    assertThat(cpus("wf-cpus")).isEqualTo("500000000 0 0");
    bench.docker("update", "--cpu-quota", "30000", "--cpu-period", "100000", "wf-cpus").ok();
    assertThat(cpus("wf-cpus")).isEqualTo("300000000 0 0");
    bench.docker("update", "--cpu-quota", "20000", "wf-cpus").ok();
    assertThat(cpus("wf-cpus")).isEqualTo("200000000 0 0");
    assertThat(bench.docker("update", "--cpu-quota", "90000000", "wf-cpus").exits(1).errors())
        .contains("(limit.cpus)");
    bench.docker("rm", "-f", "wf-cpus").ok();
  }

  private String cpus(String container) throws Exception {
    String format = "{{.HostConfig.NanoCpus}} {{.HostConfig.CpuQuota}} {{.HostConfig.CpuPeriod}}";
    return bench.docker("inspect", "-f", format, container).ok().text();
  }

  @Test
  void aRunningContainerIsLookedAt() throws Exception {
    bench
        .docker(
            "run",
            "-d",
            "--name",
            "wf-look",
            "-p",
            "127.0.0.1::80",
            BASE,
            "sh",
            "-c",
            "touch /data/new; exec httpd -f -p 80 -h /www")
        .ok();
    assertThat(bench.docker("top", "wf-look").ok().text()).contains("httpd -f");
    assertThat(bench.docker("top", "wf-look", "-o", "pid,comm").ok().text()).contains("httpd");
    assertThat(bench.docker("port", "wf-look", "80").ok().text()).startsWith("127.0.0.1:");
    assertThat(
            bench
                .docker("stats", "--no-stream", "--format", "{{.Name}} {{.PIDs}}", "wf-look")
                .ok()
                .text())
        .isEqualTo("wf-look 1");
    assertThat(bench.docker("stats", "--no-stream", "--format", "{{.Name}}").ok().lines())
        .contains("wf-look");
    assertThat(bench.docker("diff", "wf-look").ok().lines()).contains("A /data/new");
    assertThat(bench.docker("inspect", "--size", "-f", "{{.SizeRootFs}}", "wf-look").ok().text())
        .matches("[1-9]\\d+");
    assertThat(bench.shell("\"$DOCKER\" export wf-look | tar -t").ok().lines())
        .contains("data/new", "www/index.html");
    bench.docker("rm", "-f", "wf-look").ok();
  }

  @Test
  void aContainerBecomesAnImage() throws Exception {
    bench.docker("run", "--name", "wf-commit", BASE, "sh", "-c", "echo kept > /data/kept").ok();
    bench
        .docker(
            "commit",
            "-m",
            "note",
            "-a",
            "me",
            "-c",
            "CMD [\"cat\", \"/data/kept\"]",
            "wf-commit",
            "wf-committed:1")
        .ok();
    assertThat(bench.docker("run", "--rm", "wf-committed:1").ok().text()).isEqualTo("kept");
    assertThat(
            bench.docker("inspect", "-f", "{{.Comment}} {{.Author}}", "wf-committed:1").ok().text())
        .isEqualTo("note me");
    bench.docker("rm", "wf-commit").ok();
    bench.docker("rmi", "wf-committed:1").ok();
  }

  @Test
  void theCallersOwnFiltersOfListsStillCount() throws Exception {
    bench.docker("run", "-d", "--name", "wf-f1", "--label", "wf.k=1", BASE, "sleep", "300").ok();
    bench.docker("run", "-d", "--name", "wf-f2", "--label", "wf.k=2", BASE, "true").ok();
    bench.docker("wait", "wf-f2").ok();
    bench.host("run", "-d", "--name", "wf-hosts", "--label", "wf.k=1", BASE, "sleep", "300").ok();
    assertThat(names()).containsExactlyInAnyOrder("wf-f1", "wf-f2");
    assertThat(names("--filter", "name=wf-f1")).containsExactly("wf-f1");
    assertThat(names("--filter", "label=wf.k=1")).containsExactly("wf-f1");
    assertThat(names("--filter", "label=wf.k")).containsExactlyInAnyOrder("wf-f1", "wf-f2");
    assertThat(names("--filter", "status=exited")).containsExactly("wf-f2");
    assertThat(names("--filter", "status=exited", "--filter", "label=wf.k=1")).isEmpty();
    assertThat(names("--filter", "ancestor=" + BASE)).containsExactlyInAnyOrder("wf-f1", "wf-f2");
    assertThat(names("--last", "1")).containsExactly("wf-f2");
    bench.docker("rm", "-f", "wf-f1", "wf-f2").ok();
    bench.host("rm", "-f", "wf-hosts").ok();
  }

  private java.util.List<String> names(String... filters) throws Exception {
    var all = new java.util.ArrayList<>(java.util.List.of("ps", "-a", "--format", "{{.Names}}"));
    all.addAll(java.util.Arrays.asList(filters));
    return bench.docker(all.toArray(String[]::new)).ok().lines();
  }

  private String state(String name) throws Exception {
    return bench.docker("inspect", "-f", "{{.State.Status}}", name).ok().text();
  }
}
