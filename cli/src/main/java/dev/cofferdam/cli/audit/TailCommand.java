package dev.cofferdam.cli.audit;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.JournalOption;
import dev.cofferdam.cli.shared.Terminal;
import dev.cofferdam.journal.JournalLine;
import dev.cofferdam.journal.JournalReader;
import dev.cofferdam.journal.JournalTail;
import dev.cofferdam.journal.Query;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coffer audit tail}: the newest entries, and with {@code -f} each new one. */
@Command(
    name = "tail",
    mixinStandardHelpOptions = true,
    description = "Prints the newest entries of the journal.")
final class TailCommand implements Callable<Integer> {
  private static final int MOST = 100_000;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with each new entry, until interrupted.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many entries to begin with. Default: ${DEFAULT-VALUE}.")
  private int count = 20;

  @Option(names = "--json", description = "Print the lines as they stand in the journal.")
  private boolean json;

  @Mixin private JournalOption journal = new JournalOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    if (count < 0 || count > MOST) {
      throw CommandFailure.usage("-n is a number from 0 to " + MOST + ", not " + count);
    }
    JournalReader reader = journal.reader();
    PrintWriter out = spec.commandLine().getOut();
    EntryLine lines = new EntryLine(Terminal.ofThisProcess(), ZoneId.systemDefault());
    if (!json) {
      out.println(EntryLine.HEAD);
    }
    try {
      if (follow) {
        try (JournalTail tail = reader.follow(count, Query.ALL)) {
          out.flush();
          JournalLine line;
          while (!out.checkError() && (line = tail.next()) != null) {
            out.println(json ? line.raw() : lines.of(line));
            out.flush();
          }
        }
      } else {
        for (JournalLine line : reader.last(count, Query.ALL)) {
          out.println(json ? line.raw() : lines.of(line));
        }
      }
    } catch (IOException e) {
      throw CommandFailure.failed(
          "the journal in " + journal.folder() + " cannot be read: " + e.getMessage());
    }
    out.flush();
    return 0;
  }
}
