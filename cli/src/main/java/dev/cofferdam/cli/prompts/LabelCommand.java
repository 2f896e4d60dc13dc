package dev.cofferdam.cli.prompts;

import dev.cofferdam.cli.shared.ArchiveOption;
import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.cli.shared.Text;
import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.exchange.Exchange;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer prompts label}: attaches labels and removes them. */
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    description = "Attaches labels to an exchange, and removes those behind --remove.")
final class LabelCommand implements Callable<Integer> {
  private static final int MOST = 100;

  @Parameters(index = "0", paramLabel = "ID", description = "The id, or how it begins.")
  private String id = "";

  @Parameters(index = "1..*", paramLabel = "LABEL", description = "What to attach.")
  private List<String> add = new ArrayList<>();

  @Option(names = "--remove", paramLabel = "LABEL", description = "What to remove.")
  private List<String> remove = new ArrayList<>();

  @Option(names = "--json", description = "Print the labels as JSON.")
  private boolean json;

  @Mixin private ArchiveOption archives = new ArchiveOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    for (String label : add) {
      if (label.isBlank() || label.length() > MOST || !label.equals(Text.plain(label))) {
        throw CommandFailure.usage(
            "a label is 1 to " + MOST + " characters on one line, not '" + Text.plain(label) + "'");
      }
    }
    try (Archive archive = archives.open()) {
      Exchange exchange = Found.in(archive, id);
      Set<String> labels =
          archive
              .label(exchange.id(), new HashSet<>(add), new HashSet<>(remove))
              .orElse(exchange.labels());
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          json
              ? Json.pretty(Json.object("id", exchange.id(), "labels", new TreeSet<>(labels)))
              : labels.isEmpty() ? "no labels" : String.join(", ", new TreeSet<>(labels)));
      out.flush();
      return 0;
    } catch (IOException e) {
      throw CommandFailure.failed("the label cannot be kept: " + e.getMessage());
    }
  }
}
