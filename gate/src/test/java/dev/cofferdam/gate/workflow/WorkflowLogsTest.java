package dev.cofferdam.gate.workflow;

import static dev.cofferdam.gate.workflow.Workbench.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docker logs} and {@code docker exec}. */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowLogsTest(Workbench bench) {
  @Test
  void logsShowAllOrTheEndWithTimesAndByTime() throws Exception {
    bench.docker("run", "--name", "wf-logs", BASE, "sh", "-c", "seq 500; echo e >&2").ok();
    List<String> all = IntStream.rangeClosed(1, 500).mapToObj(Integer::toString).toList();
    Outcome logs = bench.docker("logs", "wf-logs").ok();
    assertThat(logs.lines()).isEqualTo(all);
    assertThat(logs.errors()).isEqualTo("e");
    assertThat(bench.docker("logs", "--tail", "3", "wf-logs").ok().lines().reversed())
        .startsWith("500", "499");
    List<String> timed = bench.docker("logs", "--timestamps", "wf-logs").ok().lines();
    assertThat(timed).hasSize(500).allMatch(line -> line.matches("20\\d\\d-.*Z \\d+"));
    assertThat(bench.docker("logs", "--since", "2099-01-01T00:00:00Z", "wf-logs").ok().lines())
        .isEmpty();
    assertThat(bench.docker("logs", "--until", "2099-01-01T00:00:00Z", "wf-logs").ok().lines())
        .hasSize(500);
    bench.docker("rm", "wf-logs").ok();
  }

  @Test
  void followedLogsEndWithTheContainer() throws Exception {
    bench
        .docker("run", "-d", "--name", "wf-follow", BASE, "sh", "-c", "echo a; sleep 3; echo b")
        .ok();
    try (Program follow = bench.start("logs", "-f", "wf-follow")) {
      assertThat(follow.finish().ok().lines()).containsExactly("a", "b");
    }
    bench.docker("rm", "-f", "wf-follow").ok();
  }

  @Test
  void aKilledContainerEndsItsFollowers() throws Exception {
    bench.docker("run", "-d", "--name", "wf-killed", BASE, "sh", "-c", "echo one; sleep 300").ok();
    try (Program follow = bench.start("logs", "-f", "wf-killed")) {
      follow.awaits("one");
      bench.docker("kill", "wf-killed").ok();
      follow.finish().ok();
    }
    bench.docker("rm", "-f", "wf-killed").ok();
  }

  @Test
  void anExecHasExitCodeEnvironmentFolderUserAndInput() throws Exception {
    bench.docker("run", "-d", "--name", "wf-exec", BASE, "sleep", "300").ok();
    bench.docker("exec", "wf-exec", "sh", "-c", "exit 5").exits(5);
    bench.docker("exec", "wf-exec", "no-such-program").exits(126);
    assertThat(
            bench
                .docker(
                    "exec",
                    "-e",
                    "A=b",
                    "-w",
                    "/www",
                    "-u",
                    "1000",
                    "wf-exec",
                    "sh",
                    "-c",
                    "echo $A; pwd; id -u")
                .ok()
                .lines())
        .containsExactly("b", "/www", "1000");
    try (Program cat = bench.start("exec", "-i", "wf-exec", "wc", "-c")) {
      assertThat(cat.write("abc").closeInput().finish().ok().text()).isEqualTo("3");
    }
    bench.docker("exec", "-d", "wf-exec", "touch", "/data/detached").ok();
    bench
        .docker("exec", "wf-exec", "sh", "-c", "until [ -e /data/detached ]; do sleep 0.1; done")
        .ok();
    assertThat(bench.docker("exec", "--privileged", "wf-exec", "true").exits(1).errors())
        .contains("(exec.privileged)");
    bench.docker("rm", "-f", "wf-exec").ok();
  }

  @Test
  void aStreamThatIsSilentForLongIsNotCut() throws Exception {
    bench.docker("run", "-d", "--name", "wf-idle", BASE, "sleep", "300").ok();
    Outcome idle = bench.docker("exec", "wf-idle", "sh", "-c", "echo a; sleep 11; echo b").ok();
    assertThat(idle.lines()).containsExactly("a", "b");
    bench.docker("rm", "-f", "wf-idle").ok();
  }
}
