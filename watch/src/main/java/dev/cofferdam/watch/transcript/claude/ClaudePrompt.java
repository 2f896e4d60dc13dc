package dev.cofferdam.watch.transcript.claude;

import java.util.List;

/** Tells what a person typed from what Claude Code writes in a person's name. */
sealed interface ClaudePrompt {

  /** A person asked this. */
  record Asked(String text) implements ClaudePrompt {}

  /** A slash command, or a shell command behind an exclamation mark. */
  record Command(String text) implements ClaudePrompt {}

  /** What a slash command printed. */
  record CommandOutput(String text) implements ClaudePrompt {}

  /** A person stopped the answer. */
  record Interrupted() implements ClaudePrompt {}

  /** Claude Code itself wrote this. */
  record Machine() implements ClaudePrompt {}

  /** What a user record holds. */
  static ClaudePrompt of(ClaudeRecord record) {
    if (record.meta || record.compactSummary || record.hasResult()) {
      return new Machine();
    }
    String text = PastedText.unwrapped(text(record.blocks));
    String start = text.stripLeading();
    if (start.isEmpty() || start.startsWith("<system-reminder>")) {
      return new Machine();
    }
    if (start.startsWith("[Request interrupted")) {
      return new Interrupted();
    }
    if (start.startsWith("<command-")) {
      return command(start);
    }
    if (start.startsWith("<bash-input>")) {
      return new Command("! " + inside(start, "bash-input"));
    }
    if (start.startsWith("<local-command-stdout>")) {
      return new CommandOutput(inside(start, "local-command-stdout"));
    }
    if (start.startsWith("<local-command-")
        || start.startsWith("<bash-std")
        || start.startsWith("<task-notification>")) {
      return new Machine();
    }
    return new Asked(text);
  }

  /** The texts of blocks as they were typed, with a mark where pictures stood. */
  static String text(List<ClaudeRecord.Block> blocks) {
    StringBuilder text = new StringBuilder();
    for (ClaudeRecord.Block block : blocks) {
      String part =
          switch (block) {
            case ClaudeRecord.Words(String words) ->
                blocks.size() > 1 && words.startsWith("<system-reminder>") ? "" : words;
            case ClaudeRecord.Picture() -> "[image]";
            case ClaudeRecord.Use use -> "";
            case ClaudeRecord.Result result -> "";
          };
      if (!part.isEmpty()) {
        text.append(text.isEmpty() ? "" : "\n").append(part);
      }
    }
    return text.toString();
  }

  private static ClaudePrompt command(String text) {
    String name = inside(text, "command-name");
    String arguments = inside(text, "command-args");
    if (name.isEmpty()) {
      return new Machine();
    }
    String slash = name.startsWith("/") ? name : "/" + name;
    return new Command(arguments.isEmpty() ? slash : slash + " " + arguments);
  }

  /** What stands between a tag and its end; empty when there is no such tag. */
  private static String inside(String text, String tag) {
    int from = text.indexOf("<" + tag + ">");
    if (from < 0) {
      return "";
    }
    int start = from + tag.length() + 2;
    int end = text.indexOf("</" + tag + ">", start);
    return text.substring(start, end < 0 ? text.length() : end).strip();
  }
}
