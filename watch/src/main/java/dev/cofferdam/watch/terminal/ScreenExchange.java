package dev.cofferdam.watch.terminal;

import java.util.List;

/**
 * A prompt and its answer as a screen shows them: lines may be wrapped, and what the agent folds
 * away is missing.
 *
 * @param prompt what was typed
 * @param answer the agent's words, without its notes about tools
 * @param tools tools that the screen mentions, such as {@code Bash}
 * @param ended whether the agent has finished: it says so, or was asked something else
 */
public record ScreenExchange(String prompt, String answer, List<String> tools, boolean ended) {
  /** Copies. */
  public ScreenExchange {
    tools = List.copyOf(tools);
  }
}
