package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.Text;
import dev.cofferdam.session.image.WorkspaceImage;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;

/** Shows the steps of a build, and keeps its last lines for the case that it fails. */
final class BuildProgress implements WorkspaceImage.Progress {
  private static final int KEPT = 15;
  private static final int WIDTH = 110;

  private final PrintWriter err;
  private final Deque<String> last = new ArrayDeque<>();

  BuildProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void building(String what) {
    err.println("coffer: building " + what);
    err.flush();
  }

  @Override
  public void line(String line) {
    String plain = Text.plain(line);
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(plain);
    if (plain.startsWith("Step ") || plain.startsWith("no registry")) {
      err.println("  " + (plain.length() > WIDTH ? plain.substring(0, WIDTH - 1) + "…" : plain));
      err.flush();
    }
  }

  /** What the build said last. */
  void showEnd() {
    last.forEach(line -> err.println("  | " + line));
    err.flush();
  }
}
