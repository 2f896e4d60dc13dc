package dev.cofferdam.gate.workflow;

import static dev.cofferdam.gate.workflow.Workbench.BASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.testkit.Program;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A terminal: {@code run -it}, its size, leaving it and coming back. */
@Tag("engine")
@Timeout(150)
@ParameterizedClass(name = "{0}")
@MethodSource("dev.cofferdam.gate.workflow.Workbench#onEachEngine")
record WorkflowTerminalTest(Workbench bench) {
  private static final String CTRL_P_CTRL_Q = "\u0010\u0011";

  @Test
  void whatIsTypedIsAnsweredAndTheExitCodeComesBack() throws Exception {
    try (Program terminal = bench.terminal("run", "-it", "--rm", BASE, "sh")) {
      terminal.awaits("# ").write("tty; echo $((20 + 3))\n").awaits("/dev/pts/0").awaits("23");
      terminal.write("exit 7\n").finish().exits(7);
    }
  }

  @Test
  void theContainerHasTheSizeOfTheTerminalAndFollowsIt() throws Exception {
    String resize =
        "(until [ -e resized ]; do sleep 0.1; done; stty cols 101 rows 33 </dev/tty) & ";
    String size = "while ! stty size | grep \"$0\"; do sleep 0.1; done";
    try (Program terminal =
        bench.terminalScript(
            resize
                + "exec \"$DOCKER\" run -it --rm "
                + BASE
                + " sh -c 'for s in \"24 80\" \"33 101\"; do sh -c '\\''"
                + size
                + "'\\'' \"$s\"; done'")) {
      terminal.awaits("24 80");
      bench.file("resized", "");
      terminal.awaits("33 101").finish().ok();
    }
  }

  @Test
  void oneCanLeaveATerminalAndComeBack() throws Exception {
    try (Program terminal = bench.terminal("run", "-it", "--name", "wf-tty", BASE, "sh")) {
      terminal.awaits("# ").write("MARK=left\n").awaits("# ");
      terminal.write("echo mark-$MARK\n").awaits("mark-left").write(CTRL_P_CTRL_Q).finish().ok();
    }
    assertThat(bench.docker("inspect", "-f", "{{.State.Running}}", "wf-tty").ok().text())
        .isEqualTo("true");
    try (Program terminal = bench.terminal("attach", "wf-tty")) {
      terminal.write("echo again-$MARK\n").awaits("again-left");
      terminal.write("exit 9\n").finish().exits(9);
    }
    bench.docker("rm", "wf-tty").ok();
  }

  @Test
  void anExecHasATerminalOfItsOwn() throws Exception {
    bench.docker("run", "-d", "--name", "wf-tty-exec", BASE, "sleep", "300").ok();
    try (Program terminal = bench.terminal("exec", "-it", "wf-tty-exec", "sh")) {
      terminal.awaits("# ").write("until stty size | grep '24 80'; do sleep 0.1; done\n");
      terminal.awaits("\n24 80").write("exit 6\n").finish().exits(6);
    }
    bench.docker("rm", "-f", "wf-tty-exec").ok();
  }

  @Test
  void aDetachedContainerIsAttachedToLater() throws Exception {
    bench
        .docker("run", "-d", "-i", "--name", "wf-att", BASE, "sh", "-c", "read x; echo got $x")
        .ok();
    try (Program attach = bench.start("attach", "wf-att")) {
      assertThat(attach.write("word\n").finish().ok().text()).isEqualTo("got word");
    }
    bench.docker("rm", "-f", "wf-att").ok();
  }
}
