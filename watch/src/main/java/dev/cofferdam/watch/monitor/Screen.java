package dev.cofferdam.watch.monitor;

import java.util.List;

/** What is done about the terminal of an agent. */
public sealed interface Screen {
  /**
   * It was read.
   *
   * @param lines what it shows, history included, without colours
   */
  record Captured(List<String> lines) implements Screen {
    /** Copies. */
    public Captured {
      lines = List.copyOf(lines);
    }
  }

  /**
   * It could be read, and need not be.
   *
   * @param why what is better
   */
  record NotNeeded(String why) implements Screen {}

  /**
   * It cannot be read.
   *
   * @param why and what would help
   */
  record Impossible(String why) implements Screen {}
}
