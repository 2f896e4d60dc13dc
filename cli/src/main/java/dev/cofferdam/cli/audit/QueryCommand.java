package dev.cofferdam.cli.audit;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.JournalOption;
import dev.cofferdam.cli.shared.Terminal;
import dev.cofferdam.cli.shared.When;
import dev.cofferdam.journal.JournalLine;
import dev.cofferdam.journal.Query;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coffer audit query}: the entries that match, oldest first. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the entries of the journal that match everything given, oldest first.",
      "Patterns know * and ?. Times are RFC 3339, or a duration back from now such as 2h."
    })
final class QueryCommand implements Callable<Integer> {
  private static final Pattern STATUS =
      Pattern.compile("([1-5])xx|([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

  @Option(names = "--since", paramLabel = "TIME", description = "Not before.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Before.")
  private @Nullable String until;

  @Option(names = "--principal", paramLabel = "NAME", description = "Who asked.")
  private @Nullable String principal;

  @Option(
      names = "--operation",
      paramLabel = "PATTERN",
      description = "What was asked, as in 'Container*'.")
  private @Nullable String operation;

  @Option(
      names = "--verdict",
      paramLabel = "WORD",
      description = "forward, deny, audit (forwarded, but a rule objected) or error.")
  private @Nullable String verdict;

  @Option(
      names = "--rule",
      paramLabel = "PATTERN",
      description = "Which rule decided, as in 'container.*'.")
  private @Nullable String rule;

  @Option(
      names = "--target",
      paramLabel = "TEXT",
      description = "Part of the id or name that the request was about.")
  private @Nullable String target;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "HTTP status: 403, 4xx or 400-499.")
  private @Nullable String status;

  @Option(names = "--limit", paramLabel = "N", description = "At most this many. Default: all.")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--json", description = "Print the lines as they stand in the journal.")
  private boolean json;

  @Mixin private JournalOption journal = new JournalOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Query query = query();
    PrintWriter out = spec.commandLine().getOut();
    EntryLine lines = new EntryLine(Terminal.ofThisProcess(), ZoneId.systemDefault());
    try (Stream<JournalLine> found = journal.reader().lines(query)) {
      if (!json) {
        out.println(EntryLine.HEAD);
      }
      Iterator<JournalLine> each = found.iterator();
      while (!out.checkError() && each.hasNext()) {
        JournalLine line = each.next();
        out.println(json ? line.raw() : lines.of(line));
      }
    } catch (UncheckedIOException e) {
      throw CommandFailure.failed(
          "the journal in " + journal.folder() + " cannot be read: " + e.getMessage());
    }
    out.flush();
    return 0;
  }

  private Query query() {
    Instant now = Instant.now();
    int[] statuses = statuses();
    if (limit < 0) {
      throw CommandFailure.usage("--limit is 0 or more, not " + limit);
    }
    return new Query(
        time("--since", since, now),
        time("--until", until, now),
        principal,
        operation,
        verdict,
        rule,
        target,
        statuses[0],
        statuses[1],
        limit);
  }

  private static @Nullable Instant time(String option, @Nullable String text, Instant now) {
    try {
      return text == null ? null : When.parse(text, now);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(option + ": " + e.getMessage());
    }
  }

  private int[] statuses() {
    if (status == null) {
      return new int[] {0, Integer.MAX_VALUE};
    }
    Matcher given = STATUS.matcher(status);
    if (!given.matches()) {
      throw CommandFailure.usage("--status is written 403, 4xx or 400-499, not " + status);
    }
    if (given.group(1) != null) {
      int hundreds = Integer.parseInt(given.group(1)) * 100;
      return new int[] {hundreds, hundreds + 99};
    }
    int from = Integer.parseInt(given.group(2));
    return new int[] {from, given.group(3) == null ? from : Integer.parseInt(given.group(3))};
  }
}
