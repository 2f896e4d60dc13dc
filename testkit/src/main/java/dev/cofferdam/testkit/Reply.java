package dev.cofferdam.testkit;

import java.util.List;
import java.util.Map;

/**
 * What the model answers once.
 *
 * @param text before the tool calls; may be empty when there are some
 * @param tools tools it asks the agent to use, after which the agent asks again
 */
public record Reply(String text, List<ToolUse> tools) {
  public Reply {
    tools = List.copyOf(tools);
  }

  /** The end of a turn. */
  public static Reply text(String text) {
    return new Reply(text, List.of());
  }

  /** A command for the agent's shell tool. */
  public static Reply bash(String command) {
    return tool("Bash", Map.of("command", command, "description", "Run a command"));
  }

  /** A call of one tool. */
  public static Reply tool(String name, Map<String, Object> input) {
    return new Reply("", List.of(new ToolUse(name, input)));
  }

  /** The same with a text before the tool calls. */
  public Reply saying(String before) {
    return new Reply(before, tools);
  }

  /** One call of a tool. */
  public record ToolUse(String name, Map<String, Object> input) {
    public ToolUse {
      input = Map.copyOf(input);
    }
  }
}
