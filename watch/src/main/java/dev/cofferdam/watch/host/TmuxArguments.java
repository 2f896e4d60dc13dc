package dev.cofferdam.watch.host;

import java.util.List;

/**
 * How tmux is asked for what its panes show. Both questions only read, and start no server. tmux
 * itself must run as the server's user: a client does what its server says, so a client of another
 * user's server could be made to do anything.
 */
public final class TmuxArguments {
  private TmuxArguments() {}

  /** A line for each pane: its id and its terminal. */
  public static List<String> panes(String socket) {
    return List.of("tmux", "-u", "-S", socket, "list-panes", "-a", "-F", "#{pane_id} #{pane_tty}");
  }

  /**
   * What a pane shows, from the first line of its history on; lines that the window broke are
   * joined.
   *
   * @param pane such as {@code %3}
   * @throws IllegalArgumentException when it names no pane
   */
  public static List<String> screen(String socket, String pane) {
    if (!pane.matches("%[0-9]{1,9}")) {
      throw new IllegalArgumentException("not a pane: " + pane);
    }
    return List.of("tmux", "-u", "-S", socket, "capture-pane", "-p", "-J", "-S", "-", "-t", pane);
  }
}
