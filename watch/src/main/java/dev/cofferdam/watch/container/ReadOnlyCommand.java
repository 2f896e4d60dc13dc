package dev.cofferdam.watch.container;

import dev.cofferdam.watch.host.HostView;
import dev.cofferdam.watch.host.ProcFile;
import dev.cofferdam.watch.host.TmuxArguments;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * Everything a helper container may be asked to do. Each command is one program with arguments that
 * it makes itself from checked values; the engine runs it without a shell, so no character in any
 * of them means anything. All programs exist in busybox and in the smallest Debian alike.
 */
public sealed interface ReadOnlyCommand {
  /** The program and all of its arguments. */
  List<String> arguments();

  /** The most bytes that its output may have. */
  int limit();

  /** The processes of some users: the folders in /proc that belong to them, each with a NUL. */
  record ListProcesses(SortedSet<Integer> uids) implements ReadOnlyCommand {
    /** At least one user. */
    public ListProcesses {
      if (uids.isEmpty() || uids.first() < 0) {
        throw new IllegalArgumentException("whose processes?");
      }
    }

    @Override
    public List<String> arguments() {
      List<String> all =
          new ArrayList<>(
              List.of("find", "/proc", "-maxdepth", "1", "-type", "d", "-name", "[0-9]*", "("));
      for (int uid : uids) {
        all.addAll(List.of("-user", Integer.toString(uid), "-o"));
      }
      all.set(all.size() - 1, ")");
      all.add("-print0");
      return List.copyOf(all);
    }

    @Override
    public int limit() {
      return 1 << 20;
    }
  }

  /**
   * Files of processes, one after the other, with {@link #MARK} before each. What the mark holds is
   * the helper's host name: 128 random bits, made for this one helper, so that no process can write
   * into its own files what would look like the beginning of another's.
   */
  record ReadProcessFiles(List<ProcFile> files) implements ReadOnlyCommand {
    /** The engine puts the host name and a line feed there. */
    static final String MARK = "/etc/hostname";

    /** As many as fit well into one command line. */
    public static final int MOST = 2000;

    /** Between one and {@link #MOST} of them. */
    public ReadProcessFiles {
      files = List.copyOf(files);
      if (files.isEmpty() || files.size() > MOST) {
        throw new IllegalArgumentException(files.size() + " files in one command");
      }
    }

    @Override
    public List<String> arguments() {
      List<String> all = new ArrayList<>(2 * files.size() + 1);
      all.add("cat");
      for (ProcFile file : files) {
        all.add(MARK);
        all.add(file.path());
      }
      return List.copyOf(all);
    }

    @Override
    public int limit() {
      return 16 << 20;
    }
  }

  /** The machine's start time, among other counters that everyone may read. */
  record ReadBootTime() implements ReadOnlyCommand {
    @Override
    public List<String> arguments() {
      return List.of("grep", "^btime ", "/proc/stat");
    }

    @Override
    public int limit() {
      return 1024;
    }
  }

  /** The machine's accounts, which the engine mounts there. */
  record ReadAccounts() implements ReadOnlyCommand {
    static final String PLACE = "/coffer.passwd";

    @Override
    public List<String> arguments() {
      return List.of("cat", PLACE);
    }

    @Override
    public int limit() {
      return 4 << 20;
    }
  }

  /** Where a process works. */
  record ReadWorkingFolder(int pid) implements ReadOnlyCommand {
    /** A real process. */
    public ReadWorkingFolder {
      if (pid < 1) {
        throw new IllegalArgumentException("not a process: " + pid);
      }
    }

    @Override
    public List<String> arguments() {
      return List.of("readlink", "/proc/" + pid + "/cwd");
    }

    @Override
    public int limit() {
      return 8 * 1024;
    }
  }

  /**
   * The regular files in a folder whose names end so, a line for each: inode, size, time of the
   * last change, owner, path. Names with line feeds can make lines up; they are about files of the
   * same folder and user, and what is not there cannot be read.
   *
   * @param folder of a process's own files
   * @param ending plain characters, such as {@code .jsonl}
   * @param depth 1 for the folder itself
   */
  record ListFiles(InnerPath folder, String ending, int depth) implements ReadOnlyCommand {
    /** Checks the ending, which is no pattern, and the depth, up to 16. */
    public ListFiles {
      if (!ending.matches("[A-Za-z0-9._-]{0,80}") || depth < 1 || depth > 16) {
        throw new IllegalArgumentException("not files to look for: " + ending + ", " + depth);
      }
    }

    @Override
    public List<String> arguments() {
      return List.of(
          "find",
          // With a slash, a folder that is a link is followed; links below it are not.
          folder.path() + "/",
          "-maxdepth",
          Integer.toString(depth),
          "-type",
          "f",
          "-name",
          "*" + ending,
          "-exec",
          "stat",
          "-c",
          DescribeFile.FORMAT,
          "{}",
          "+");
    }

    @Override
    public int limit() {
      return 8 << 20;
    }
  }

  /** The same line for one file; links are not followed. */
  record DescribeFile(InnerPath file) implements ReadOnlyCommand {
    static final String FORMAT = "%i %s %Y %u %f %n";

    @Override
    public List<String> arguments() {
      return List.of("stat", "-c", FORMAT, file.path());
    }

    @Override
    public int limit() {
      return 16 * 1024;
    }
  }

  /**
   * A file from a byte on.
   *
   * @param offset 0 for the whole file
   * @param limit how much of it, in bytes; reading stops there
   */
  record TailFile(InnerPath file, long offset, int limit) implements ReadOnlyCommand {
    /** Checks the numbers. */
    public TailFile {
      if (offset < 0 || limit < 1) {
        throw new IllegalArgumentException("not a part of a file: " + offset + ", " + limit);
      }
    }

    @Override
    public List<String> arguments() {
      return List.of("tail", "-c", "+" + (offset + 1), file.path());
    }
  }

  /** The panes of a tmux server; for images that have tmux. */
  record ListPanes(InnerPath socket) implements ReadOnlyCommand {
    @Override
    public List<String> arguments() {
      return TmuxArguments.panes(socket.path());
    }

    @Override
    public int limit() {
      return 1 << 20;
    }
  }

  /** What a pane of a tmux server shows, history included; for images that have tmux. */
  record CapturePane(InnerPath socket, String pane) implements ReadOnlyCommand {
    /** Checks the pane. */
    public CapturePane {
      TmuxArguments.screen(socket.path(), pane);
    }

    @Override
    public List<String> arguments() {
      return TmuxArguments.screen(socket.path(), pane);
    }

    @Override
    public int limit() {
      return HostView.MAX_SCREEN;
    }
  }
}
