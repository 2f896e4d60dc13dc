package dev.cofferdam.gate.workflow;

import static dev.cofferdam.gate.workflow.Workbench.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Outcome;
import dev.cofferdam.testkit.Program;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docker run}: exit codes, standard input, and output of any size at any pace. */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowRunTest(Workbench bench) {
  @ParameterizedTest
  @CsvSource({"0,true", "3,exit 3", "127,no-such-program"})
  void theExitCodeIsThatOfTheProgram(int code, String program) throws Exception {
    bench.docker("run", "--rm", BASE, "sh", "-c", program).exits(code);
  }

  @Test
  void aProgramThatCannotStartHasTheExitCodesOfDocker() throws Exception {
    assertThat(bench.docker("run", "--rm", BASE, "/etc/passwd").exits(126).errors())
        .contains("permission denied");
    assertThat(bench.docker("run", "--rm", BASE, "/no/such").exits(127).errors())
        .contains("no such file");
    assertThat(bench.docker("run", "--rm", "--cpus", "no", BASE, "true").exits(125).errors())
        .contains("cpus");
  }

  @Test
  void aRefusalIsPrintedWithItsReasonAndWhatToDo() throws Exception {
    assertThat(bench.docker("run", "--rm", "--privileged", BASE, "true").exits(125).errors())
        .contains(
            "Error response from daemon: cofferdam: privileged containers are not allowed here",
            "(container.privileged)",
            "Hint: ");
    assertThat(bench.docker("run", "--rm", "-v", "/etc:/x", BASE, "true").exits(125).errors())
        .contains("(container.bind)");
    assertThat(bench.docker("ps", "-aq", "--filter", "status=created").ok().lines()).isEmpty();
  }

  @Test
  void bothOutputsArriveWhereTheyBelong() throws Exception {
    Outcome run = bench.docker("run", "--rm", BASE, "sh", "-c", "echo out; echo err >&2").ok();
    assertThat(run.text()).isEqualTo("out");
    assertThat(run.errors()).isEqualTo("err");
  }

  @Test
  void environmentFolderUserAndLimitsReachTheContainer() throws Exception {
    Outcome run =
        bench
            .docker(
                "run",
                "--rm",
                "-e",
                "WHO=me",
                "-w",
                "/data",
                "-u",
                "1000:1000",
                "-h",
                "shop",
                "--memory",
                "64m",
                "--cpus",
                "0.5",
                "--pids-limit",
                "50",
                "--init",
                "--label",
                "wf.a=b",
                "--read-only",
                "--tmpfs",
                "/tmp:size=1m",
                "--cap-drop",
                "ALL",
                "--security-opt",
                "no-new-privileges",
                "--ulimit",
                "nofile=100:200",
                "--shm-size",
                "16m",
                "--dns",
                "10.1.2.3",
                "--add-host",
                "other:10.9.8.7",
                "--stop-signal",
                "INT",
                "--stop-timeout",
                "3",
                BASE,
                "sh",
                "-c",
                "echo $WHO; pwd; id -u; hostname; ulimit -n; grep other /etc/hosts; touch /x || echo ro")
            .ok();
    assertThat(run.lines())
        .containsExactly("me", "/data", "1000", "shop", "100", "10.9.8.7\tother", "ro");
  }

  @Test
  void aMegabyteThroughStandardInputComesBackUnchanged() throws Exception {
    byte[] bytes = new byte[1 << 20];
    new Random(17).nextBytes(bytes);
    try (Program cat = bench.start("run", "--rm", "-i", BASE, "cat")) {
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  cat.write(bytes).closeInput();
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      Outcome outcome = cat.finish().ok();
      writer.join();
      assertThat(md5(outcome.out())).isEqualTo(md5(bytes));
    }
  }

  @Test
  void theEndOfStandardInputIsSeenAndOutputStillComes() throws Exception {
    String script = "wc -c; sleep 1; echo after";
    try (Program run = bench.start("run", "--rm", "-i", BASE, "sh", "-c", script)) {
      Outcome outcome = run.write("12345").closeInput().finish().ok();
      assertThat(outcome.lines()).containsExactly("5", "after");
    }
  }

  @Test
  void twoHundredMegabytesArriveComplete() throws Exception {
    String expected = pattern(50);
    Outcome sum =
        bench
            .shell(
                "\"$DOCKER\" run --rm --log-driver none -v \"$PWD/pattern:/pattern\" "
                    + BASE
                    + " sh -c 'for i in $(seq 50); do cat /pattern; done' | md5sum")
            .ok();
    assertThat(sum.text()).startsWith(expected);
  }

  @Test
  void aSlowReaderGetsEveryByteOfAHundredMegabytes() throws Exception {
    String expected = pattern(25);
    Outcome sum =
        bench
            .shell(
                "\"$DOCKER\" run --rm --log-driver none -v \"$PWD/pattern:/pattern\" "
                    + BASE
                    + " sh -c 'for i in $(seq 25); do cat /pattern; done'"
                    + " | (for i in 1 2 3 4 5 6 7 8; do sleep 0.5; head -c 1000000; done; cat)"
                    + " | md5sum")
            .ok();
    assertThat(sum.text()).startsWith(expected);
  }

  @Test
  void aClientThatGoesAwayDoesNotEndTheContainer() throws Exception {
    try (Program run =
        bench.start("run", "--name", "wf-left", BASE, "sh", "-c", "echo up; sleep 300")) {
      run.awaits("up");
    }
    assertThat(bench.docker("inspect", "-f", "{{.State.Running}}", "wf-left").ok().text())
        .isEqualTo("true");
    bench.docker("rm", "-f", "wf-left").ok();
  }

  @Test
  void anInterruptReachesTheContainer() throws Exception {
    String script = "trap 'echo stopped; exit 4' INT TERM; echo up; while true; do sleep 0.1; done";
    try (Program run = bench.start("run", "--rm", "--name", "wf-int", BASE, "sh", "-c", script)) {
      Outcome outcome = run.awaits("up").interrupt().finish().exits(4);
      assertThat(outcome.lines()).containsExactly("up", "stopped");
    }
  }

  /** Writes 4 MiB of text in long lines and says the MD5 of so many copies of it. */
  private String pattern(int copies) throws Exception {
    byte[] random = new byte[3 << 20];
    new Random(4).nextBytes(random);
    byte[] pattern = Base64.getMimeEncoder(8192, new byte[] {'\n'}).encode(random);
    Files.write(bench.project().resolve("pattern"), pattern);
    MessageDigest digest = MessageDigest.getInstance("MD5");
    for (int i = 0; i < copies; i++) {
      digest.update(pattern);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String md5(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
  }
}
