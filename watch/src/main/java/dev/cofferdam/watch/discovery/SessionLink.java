package dev.cofferdam.watch.discovery;

import java.util.List;

/** Which session of its agent a process writes. Certain, or not: nothing is guessed. */
public sealed interface SessionLink {
  /**
   * The process says so itself.
   *
   * @param session the agent's session id
   * @param evidence where it says so
   */
  record Certain(String session, String evidence) implements SessionLink {}

  /**
   * It may be one of these, by folder and time.
   *
   * @param candidates session ids, the one written last first
   * @param why it is not certain
   */
  record Ambiguous(List<String> candidates, String why) implements SessionLink {
    /** Copies. */
    public Ambiguous {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * Nothing tells.
   *
   * @param why there is no candidate either
   */
  record Unknown(String why) implements SessionLink {}
}
