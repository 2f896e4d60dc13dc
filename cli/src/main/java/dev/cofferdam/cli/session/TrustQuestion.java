package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.Text;
import dev.cofferdam.session.settings.Trust;
import dev.cofferdam.session.terminal.LocalStreams;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Asks whether what a project's settings want beyond the project is what its user wants. */
final class TrustQuestion {
  private final LocalStreams local;
  private final PrintWriter err;
  private final boolean agreed;

  TrustQuestion(LocalStreams local, PrintWriter err, boolean agreed) {
    this.local = local;
    this.err = err;
    this.agreed = agreed;
  }

  /**
   * @throws CommandFailure when there is a wish that nobody agreed to, and nobody does now
   */
  void ask(Trust trust, List<String> wishes) throws IOException {
    List<String> open = trust.open(wishes);
    if (!open.isEmpty() && !agreed) {
      err.println("coffer: this project, by its .coffer/config.yaml or its .git, lets its agent");
      open.forEach(wish -> err.println("  - " + Text.plain(wish)));
      err.flush();
      if (!local.terminal()) {
        throw CommandFailure.denied(
            "nobody agreed to that yet, and here nobody can be asked; look at it, then run"
                + " again with --trust");
      }
      if (!Answer.of(local, err, "Agree? [y/N] ").startsWith("y")) {
        throw CommandFailure.denied("not agreed, so nothing was started");
      }
    }
    if (!wishes.isEmpty()) {
      trust.agree(wishes);
    }
  }
}
