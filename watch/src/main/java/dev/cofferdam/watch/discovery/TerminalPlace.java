package dev.cofferdam.watch.discovery;

/** Where an agent shows itself, and with that whether its screen can be read. */
public sealed interface TerminalPlace {
  /** In words, for people. */
  String text();

  /** Why its screen cannot be read; empty when it can. */
  String obstacle();

  /**
   * A pane of tmux, whose screen and history can be captured.
   *
   * @param socket the server's socket, absolute, as the process's own root folder has it
   * @param pane such as {@code %3}
   */
  record TmuxPane(String socket, String pane) implements TerminalPlace {
    @Override
    public String text() {
      return "tmux " + pane;
    }

    @Override
    public String obstacle() {
      return "";
    }
  }

  /**
   * A window of GNU screen.
   *
   * @param session as in {@code screen -r}
   */
  record ScreenWindow(String session) implements TerminalPlace {
    @Override
    public String text() {
      return "screen " + session;
    }

    @Override
    public String obstacle() {
      return "a window of GNU screen can only be written to a file by screen itself";
    }
  }

  /**
   * A terminal program or a login, whose output goes to it alone.
   *
   * @param program such as {@code sshd}, {@code gnome-terminal-}, {@code vscode}
   */
  record Emulator(String program) implements TerminalPlace {
    @Override
    public String text() {
      return program;
    }

    @Override
    public String obstacle() {
      return "what it shows goes to "
          + program
          + " alone; reading its terminal device would take the user's keystrokes away. Run the"
          + " agent in tmux to have the screen captured";
    }
  }

  /** A terminal inside a container, whose other end the engine holds. */
  record EngineTerminal() implements TerminalPlace {
    @Override
    public String text() {
      return "container";
    }

    @Override
    public String obstacle() {
      return "the engine holds the other end of its terminal; start it with coffer run --record to"
          + " have it recorded";
    }
  }

  /** No terminal: a job of a script, an editor or a service. */
  record NoTerminal() implements TerminalPlace {
    @Override
    public String text() {
      return "-";
    }

    @Override
    public String obstacle() {
      return "it has no terminal";
    }
  }
}
