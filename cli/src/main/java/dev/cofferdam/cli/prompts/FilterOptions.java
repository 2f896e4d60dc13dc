package dev.cofferdam.cli.prompts;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.When;
import dev.cofferdam.watch.archive.Filter;
import dev.cofferdam.watch.exchange.AgentKind;
import dev.cofferdam.watch.exchange.ExchangeKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which exchanges are meant. */
final class FilterOptions {
  @Option(
      names = "--project",
      paramLabel = "DIR",
      description = "In this folder or below it; a name alone is the last part of one.")
  private String project = "";

  @Option(names = "--session", paramLabel = "ID", description = "The agent's session id.")
  private String session = "";

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Which model answered; 'claude-opus*' is all that begin so.")
  private String model = "";

  @Option(names = "--user", paramLabel = "NAME", description = "Whose agent it was.")
  private String user = "";

  @Option(names = "--agent", paramLabel = "NAME", description = "claude, codex or gemini.")
  private String agent = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "prompt, queued (typed while the agent was busy), command or subagent.")
  private String kind = "";

  @Option(names = "--label", paramLabel = "LABEL", description = "With this label.")
  private String label = "";

  @Option(names = "--tool", paramLabel = "NAME", description = "Where this tool was used.")
  private String tool = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Not before: RFC 3339, or a duration back from now such as 7d.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Before.")
  private @Nullable String until;

  Filter filter(List<String> words) {
    Instant now = Instant.now();
    if (!agent.isEmpty() && AgentKind.of(agent).isEmpty()) {
      throw CommandFailure.usage(
          "--agent is one of "
              + words(Arrays.stream(AgentKind.values()).map(AgentKind::word).toList())
              + ", not '"
              + agent
              + "'");
    }
    if (!kind.isEmpty() && ExchangeKind.of(kind).isEmpty()) {
      throw CommandFailure.usage(
          "--kind is one of "
              + words(Arrays.stream(ExchangeKind.values()).map(ExchangeKind::word).toList())
              + ", not '"
              + kind
              + "'");
    }
    return new Filter(
        words.stream().map(String::strip).collect(Collectors.joining(" ")),
        folder(project),
        session,
        model,
        user,
        agent,
        kind,
        label,
        tool,
        time("--since", since, now),
        time("--until", until, now));
  }

  /** What begins with a dot is meant from here; a bare name is the last part of any folder. */
  private static String folder(String text) {
    return text.startsWith(".") || (text.contains("/") && !text.startsWith("/"))
        ? Path.of(text).toAbsolutePath().normalize().toString()
        : text;
  }

  private static String words(List<String> all) {
    return String.join(", ", all);
  }

  private static @Nullable Instant time(String option, @Nullable String text, Instant now) {
    try {
      return text == null ? null : When.parse(text, now);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(option + ": " + e.getMessage());
    }
  }
}
