package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.terminal.LocalStreams;
import dev.cofferdam.session.workspace.Visit;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;

/** Coming to a session that runs: to its own terminal, or with a command beside it. */
final class SessionJoin {
  private SessionJoin() {}

  /** Whether joining without a command comes to the main process. */
  static boolean toMain(ContainerInfo running, LocalStreams local) {
    return running.tty() && local.terminal();
  }

  /** Tells how to come back; the line of the session's terminal is not ended. */
  static void sayLeft(PrintWriter err, SessionName name) {
    err.println();
    err.println("coffer: " + name + " runs on; coffer attach " + name + " comes back to it");
    err.flush();
  }

  /**
   * @return the exit code; empty when the session was left running
   */
  static OptionalInt of(
      Visit visit, LocalStreams local, ContainerInfo running, List<String> command)
      throws IOException, InterruptedException {
    if (!command.isEmpty()) {
      return visit.beside(running.id(), command);
    }
    if (toMain(running, local)) {
      return visit.main(running.id(), true, true, () -> {});
    }
    if (local.terminal()) {
      return visit.beside(running.id(), List.of("bash", "-l"));
    }
    throw CommandFailure.failed(
        running.name()
            + " runs already, and without a terminal there is nothing to join: give a command"
            + " after --, or end it with coffer kill");
  }
}
