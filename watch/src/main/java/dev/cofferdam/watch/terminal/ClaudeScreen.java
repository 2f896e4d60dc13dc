package dev.cofferdam.watch.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the screen of Claude Code. A prompt begins with {@code ❯} (older versions: {@code >}) at
 * the left edge, a piece of the answer with {@code ●} or {@code ⏺}; both go on in indented lines.
 * {@code ⎿} is a tool's output, {@code ✻} and its like the agent's note that it has finished. The
 * box at the bottom, between two rules, is what is being typed and not asked yet.
 */
public final class ClaudeScreen {
  private static final Pattern PROMPT = Pattern.compile("^[❯>][ \\u00a0](.*)$");
  private static final Pattern ANSWER = Pattern.compile("^[●⏺•] (.*)$");
  private static final Pattern DONE = Pattern.compile("^[✻✢✳✶✽·*] \\S+ for .*$");
  private static final Pattern RULE = Pattern.compile("^[─━╌-]{20,}.*$");
  private static final Pattern TOOL =
      Pattern.compile("^([A-Z][A-Za-z]{1,40}|mcp__[\\w-]{1,80})\\(.*$");
  private static final Pattern NOTE =
      Pattern.compile("^.*\\(ctrl\\+o to expand\\)$|^Ran [0-9]+ shell commands?$");
  private static final Pattern FRAME = Pattern.compile("^[╭│╰┌└▐▝▘▛▜█▎].*$");

  private enum Block {
    NONE,
    PROMPT,
    ANSWER,
    ASIDE
  }

  private final List<ScreenExchange> found = new ArrayList<>();
  private final List<String> prompt = new ArrayList<>();
  private final List<String> answer = new ArrayList<>();
  private final List<String> tools = new ArrayList<>();
  private Block block = Block.NONE;
  private boolean asked;
  private boolean done;

  private ClaudeScreen() {}

  /** What was asked and answered on these lines, in order. */
  public static List<ScreenExchange> read(List<String> lines) {
    ClaudeScreen screen = new ClaudeScreen();
    for (String line : lines.subList(0, inputBox(lines))) {
      screen.take(line);
    }
    screen.close(screen.done);
    return List.copyOf(screen.found);
  }

  /** Where the box begins in which the next prompt is typed: the last line between two rules. */
  private static int inputBox(List<String> lines) {
    int below = lines.size();
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (RULE.matcher(lines.get(i)).matches()) {
        if (below < lines.size()) {
          boolean box = PROMPT.matcher(lines.get(i + 1) + " ").matches();
          return box ? i : lines.size();
        }
        below = i;
      }
    }
    return below == lines.size() ? lines.size() : below;
  }

  private void take(String line) {
    Matcher asks = PROMPT.matcher(line);
    Matcher answers = ANSWER.matcher(line);
    if (asks.matches()) {
      close(true);
      asked = true;
      prompt.add(asks.group(1));
      block = Block.PROMPT;
    } else if (!asked || FRAME.matcher(line).matches()) {
      block = asked ? Block.ASIDE : Block.NONE;
    } else if (answers.matches()) {
      said(answers.group(1));
    } else if (DONE.matcher(line).matches()) {
      done = true;
      block = Block.ASIDE;
    } else if (line.startsWith("  ⎿") || line.stripLeading().startsWith("⎿")) {
      block = Block.ASIDE;
    } else {
      more(line);
    }
  }

  private void said(String text) {
    Matcher tool = TOOL.matcher(text);
    if (tool.matches()) {
      tools.add(tool.group(1));
      block = Block.ASIDE;
      return;
    }
    if (!answer.isEmpty()) {
      answer.add("");
    }
    answer.add(text);
    block = Block.ANSWER;
  }

  private void more(String line) {
    switch (block) {
      case PROMPT -> {
        // A prompt ends with an empty line; its further lines are indented by two.
        if (line.isEmpty()) {
          prompt.add("");
        } else if (line.startsWith("  ")) {
          prompt.add(line.substring(2));
        } else {
          block = Block.ASIDE;
        }
      }
      case ANSWER -> {
        if (line.isEmpty() || line.startsWith("  ")) {
          answer.add(line.isEmpty() ? "" : line.substring(2));
        } else {
          block = Block.ASIDE;
        }
      }
      case NONE, ASIDE -> {}
    }
  }

  private void close(boolean ended) {
    String typed = joined(prompt);
    if (asked && !typed.isEmpty()) {
      found.add(new ScreenExchange(typed, withoutNotes(answer), tools, ended));
    }
    prompt.clear();
    answer.clear();
    tools.clear();
    asked = false;
    done = false;
    block = Block.NONE;
  }

  /** Folded tools leave notes such as {@code Listed 1 directory (ctrl+o to expand)} in between. */
  private static String withoutNotes(List<String> lines) {
    return joined(lines.stream().filter(line -> !NOTE.matcher(line).matches()).toList());
  }

  private static String joined(List<String> lines) {
    return String.join("\n", lines).replaceAll("\\n{3,}", "\n\n").strip();
  }
}
