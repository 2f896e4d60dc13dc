package dev.cofferdam.watch.discovery;

import dev.cofferdam.watch.discovery.TerminalPlace.Emulator;
import dev.cofferdam.watch.discovery.TerminalPlace.EngineTerminal;
import dev.cofferdam.watch.discovery.TerminalPlace.NoTerminal;
import dev.cofferdam.watch.discovery.TerminalPlace.ScreenWindow;
import dev.cofferdam.watch.discovery.TerminalPlace.TmuxPane;
import dev.cofferdam.watch.host.HostView;
import dev.cofferdam.watch.host.Identity;
import dev.cofferdam.watch.host.ProcFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds out where an agent shows itself: by its variables, then by who started it. */
final class Terminals {
  private static final int DEEPEST = 32;

  /** What stands between an agent and its terminal. */
  private static final Set<String> SHELLS =
      Set.of(
          "bash", "sh", "dash", "zsh", "fish", "ksh", "ash", "busybox", "node", "npm", "npx", "su",
          "sudo", "env", "timeout", "script", "make", "claude");

  private final HostView view;
  private final Map<Integer, ProcStat> processes;

  Terminals(HostView view, Map<Integer, ProcStat> processes) {
    this.view = view;
    this.processes = processes;
  }

  TerminalPlace of(ProcStat process, Surroundings surroundings, boolean inContainer, Identity owner)
      throws IOException {
    if (process.tty().isEmpty()) {
      return new NoTerminal();
    }
    Optional<String> pane = surroundings.get("TMUX_PANE").filter(p -> p.matches("%[0-9]{1,9}"));
    Optional<String> socket =
        surroundings
            .get("TMUX")
            .map(tmux -> tmux.split(",", -1)[0])
            .filter(Surroundings::isCleanPath);
    if (pane.isPresent() && socket.isPresent()) {
      return new TmuxPane(socket.get(), pane.get());
    }
    Optional<String> screen = surroundings.get("STY");
    if (screen.isPresent()) {
      return new ScreenWindow(screen.get());
    }
    Optional<String> program = surroundings.get("TERM_PROGRAM");
    if (program.isPresent()) {
      return new Emulator(program.get());
    }
    if (inContainer) {
      return new EngineTerminal();
    }
    return new Emulator(ancestor(process, owner));
  }

  /**
   * The first ancestor that is no shell: of others than the allowed users, only the name is read.
   */
  private String ancestor(ProcStat process, Identity owner) throws IOException {
    ProcStat at = process;
    for (int i = 0; i < DEEPEST && at.parent() > 1; i++) {
      ProcStat parent = processes.get(at.parent());
      if (parent == null) {
        byte[] stat =
            view.read(List.of(new ProcFile(at.parent(), ProcFile.Entry.STAT)), owner).getFirst();
        Optional<ProcStat> read = ProcStat.of(stat);
        if (read.isEmpty()) {
          break;
        }
        parent = read.get();
      }
      String name = parent.name().startsWith("-") ? parent.name().substring(1) : parent.name();
      if (!SHELLS.contains(name)) {
        return name;
      }
      at = parent;
    }
    return "an unknown terminal program";
  }
}
