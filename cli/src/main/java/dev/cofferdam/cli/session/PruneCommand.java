package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.cli.shared.Text;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.session.leftovers.Remains;
import dev.cofferdam.session.leftovers.Remains.Kind;
import dev.cofferdam.session.leftovers.Remains.Remnant;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coffer sessions prune}: removes what ended sessions left, and nothing else. */
@Command(
    name = "prune",
    mixinStandardHelpOptions = true,
    description = {
      "Removes what sessions that do not run left behind, by Cofferdam's labels alone.",
      "Homes (an agent's conversations), folders (journals) and images that an agent pulled or loaded, which carry"
          + " no label, stay unless --all is given."
    })
final class PruneCommand implements Callable<Integer> {
  @Option(names = "--dry-run", description = "Only say what would be removed.")
  private boolean dryRun;

  @Option(
      names = "--all",
      description = "Also homes, folders with journals, workspace images, images that agents got.")
  private boolean all;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private EngineOption engine = new EngineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (EngineClient client = new EngineClient(engine.address())) {
      Remains remains = Remains.find(client, engine.state(), all);
      List<String> failures = dryRun ? List.of() : remains.remove(client);
      if (json) {
        out.println(
            Json.pretty(
                Json.object(
                    "removed", !dryRun,
                    "remains",
                        remains.all().stream()
                            .map(each ->
                                Json.object(
                                    "kind", each.kind().word(),
                                    "name", each.name(),
                                    "session", each.session(),
                                    "bytes", each.bytes() < 0 ? null : each.bytes()))
                            .toList(),
                    "failures", failures)));
      } else {
        tell(out, remains);
        failures.forEach(failure -> out.println("kept " + Text.plain(failure)));
      }
      out.flush();
      return failures.isEmpty() ? 0 : 1;
    } catch (IOException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()));
    }
  }

  private void tell(PrintWriter out, Remains remains) {
    if (remains.all().isEmpty()) {
      out.println("nothing is left of sessions that do not run");
      return;
    }
    for (Kind kind : Kind.values()) {
      List<Remnant> of = remains.all().stream().filter(each -> each.kind() == kind).toList();
      if (of.isEmpty()) {
        continue;
      }
      long bytes = of.stream().mapToLong(each -> Math.max(0, each.bytes())).sum();
      out.println(kind.word() + (bytes > 0 ? " (" + Size.of(bytes) + ")" : ""));
      of.forEach(each ->
          out.println(
              "  "
                  + Text.plain(each.name())
                  + (each.session().isEmpty() ? "" : "  of " + each.session())));
    }
    out.println(dryRun ? "nothing was removed (--dry-run)" : "removed");
  }
}
