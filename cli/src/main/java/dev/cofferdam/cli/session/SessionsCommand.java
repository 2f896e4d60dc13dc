package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.cli.shared.Table;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.session.Sessions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coffer sessions}: what runs, and what is left of what ran. */
@Command(
    name = "sessions",
    mixinStandardHelpOptions = true,
    description = "Lists the sessions of an engine.",
    subcommands = PruneCommand.class)
public final class SessionsCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private EngineOption engine = new EngineOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    List<Sessions.Row> rows;
    try (EngineClient client = new EngineClient(engine.address())) {
      rows = Sessions.on(client);
    } catch (IOException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          Json.pretty(
              rows.stream()
                  .map(row ->
                      Json.object(
                          "name", row.name(),
                          "kind", row.kind(),
                          "state", row.state(),
                          "agent", row.agent(),
                          "project", row.project(),
                          "image", row.image(),
                          "container", row.containerId()))
                  .toList()));
    } else if (rows.isEmpty()) {
      out.println("no sessions; coffer run starts one in the project you are in");
    } else {
      Table table = new Table("NAME", "STATE", "AGENT", "PROJECT");
      rows.forEach(row -> table.row(row.name(), row.state(), row.agent(), row.project()));
      table.print(out, "");
    }
    out.flush();
    return 0;
  }
}
