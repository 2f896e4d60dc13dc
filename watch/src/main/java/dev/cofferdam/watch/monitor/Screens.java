package dev.cofferdam.watch.monitor;

import dev.cofferdam.watch.discovery.AgentProcess;
import dev.cofferdam.watch.discovery.AgentProcess.ProcessId;
import dev.cofferdam.watch.discovery.SessionLink;
import dev.cofferdam.watch.discovery.TerminalPlace.TmuxPane;
import dev.cofferdam.watch.host.FileRoot;
import dev.cofferdam.watch.host.HostException;
import dev.cofferdam.watch.host.HostView;
import dev.cofferdam.watch.source.HostFiles;
import dev.cofferdam.watch.terminal.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the screens of agents whose transcripts cannot be had. Where there is a transcript the
 * screen is left alone, because it says less. For one thread.
 */
final class Screens {
  private static final int MOST_REMEMBERED = 1000;

  private final Set<ProcessId> withTranscript = new HashSet<>();

  Screen of(HostView view, AgentProcess agent, FileRoot root, SessionLink link) throws IOException {
    if (!(agent.terminal() instanceof TmuxPane pane)) {
      return new Screen.Impossible(agent.terminal().obstacle());
    }
    if (hasTranscript(agent, view.files(root, agent.owner()), link)) {
      return new Screen.NotNeeded("its transcript is read, which is exact");
    }
    try {
      String panes = text(view.tmux(root, pane.socket(), Optional.empty(), agent.owner()));
      String expected = pane.pane() + " /dev/" + agent.tty().map(Object::toString).orElse("?");
      if (panes.lines().noneMatch(expected::equals)) {
        return new Screen.Impossible("its pane of tmux is gone, or it is on another terminal");
      }
      byte[] screen = view.tmux(root, pane.socket(), Optional.of(pane.pane()), agent.owner());
      return new Screen.Captured(PlainText.lines(text(screen)));
    } catch (HostException e) {
      return new Screen.Impossible(String.valueOf(e.getMessage()));
    }
  }

  private boolean hasTranscript(AgentProcess agent, HostFiles files, SessionLink link) {
    if (withTranscript.contains(agent.id())) {
      return true;
    }
    if (!(link instanceof SessionLink.Certain certain)) {
      return false;
    }
    for (String folder : agent.configFolders()) {
      try {
        List<?> found = files.list(folder + "/projects", certain.session() + ".jsonl", 2, 1);
        if (!found.isEmpty()) {
          if (withTranscript.size() < MOST_REMEMBERED) {
            withTranscript.add(agent.id());
          }
          return true;
        }
      } catch (IOException e) {
        // Whoever reads the transcripts reports it; the screen may still help.
      }
    }
    return false;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
