package dev.cofferdam.watch.host;

import dev.cofferdam.watch.source.HostFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * One look at the machine. For one thread; close it soon.
 *
 * <p>Processes come and go while they are looked at, so what is gone reads as empty and is no
 * error. An IOException means that nothing can be read any more.
 */
public interface HostView extends AutoCloseable {
  /** No file of a process is read beyond this many bytes. */
  int MAX_PROC_FILE = 256 * 1024;

  /** The processes whose effective user is one of these, ascending. */
  List<Integer> processes(SortedSet<Integer> uids) throws IOException;

  /**
   * Why processes of these users may be there that {@link #processes} cannot see, and what to do
   * about it; empty when it sees all.
   */
  default Optional<String> hidden(SortedSet<Integer> uids) throws IOException {
    return Optional.empty();
  }

  /**
   * What the files hold, in the order asked; empty for one that is gone or may not be read.
   *
   * @param as whose rights to read with; a {@link LocalHost} has only its own
   */
  List<byte[]> read(List<ProcFile> files, Identity as) throws IOException;

  /** The working folder of a process as its own root folder sees it. */
  Optional<String> workingFolder(int pid, Identity as) throws IOException;

  /**
   * The files that a process sees, read as this user; for as long as the view is open. Nothing that
   * the user could not read is read, and links do not lead out of a container.
   */
  HostFiles files(FileRoot root, Identity as);

  /** No screen is read beyond this many bytes. */
  int MAX_SCREEN = 4 << 20;

  /**
   * What tmux answers to one of the questions of {@link TmuxArguments}; empty when its server is
   * gone.
   *
   * @param socket the server's, as the root folder has it
   * @param pane which pane's screen; empty for the list of panes
   * @param as the server's user
   * @throws HostException when tmux cannot be asked here at all
   */
  byte[] tmux(FileRoot root, String socket, Optional<String> pane, Identity as) throws IOException;

  /** The root folder of the machine, where no process of a user is needed to get at its files. */
  Optional<FileRoot> ownRoot();

  /** The line of /proc/stat that says when the machine was started: seconds since 1970. */
  long bootTime() throws IOException;

  /** The machine's /etc/passwd; empty when it cannot be had. */
  byte[] accounts() throws IOException;

  @Override
  void close();
}
