package dev.cofferdam.cli.prompts;

import dev.cofferdam.cli.shared.ArchiveOption;
import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.cli.shared.Table;
import dev.cofferdam.cli.shared.Terminal;
import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.ExchangeJson;
import dev.cofferdam.watch.exchange.Exchange;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer prompts show}: one exchange whole. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Prints one exchange whole: prompt, answer, tools, tokens.")
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "The id, or how it begins.")
  private String id = "";

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Mixin private ArchiveOption archives = new ArchiveOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    try (Archive archive = archives.open()) {
      Exchange exchange = Found.in(archive, id);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(Json.pretty(ExchangeJson.object(exchange)));
      } else {
        print(exchange, out);
      }
      out.flush();
      return 0;
    } catch (IOException e) {
      throw CommandFailure.failed("the archive cannot be read: " + e.getMessage());
    }
  }

  private static void print(Exchange exchange, PrintWriter out) {
    Terminal terminal = Terminal.ofThisProcess();
    out.println(new ExchangeText(terminal, ZoneId.systemDefault()).head(exchange));
    if (!exchange.title().isEmpty()) {
      out.print(ExchangeText.lines(exchange.title()));
    }
    out.println(terminal.careful("asked"));
    out.print(ExchangeText.lines(exchange.prompt()));
    out.println(
        terminal.careful(
            exchange.complete() ? "answered" : "answered, and not finished when it was read"));
    out.print(ExchangeText.lines(exchange.answer()));
    if (!exchange.tools().isEmpty()) {
      out.println(terminal.careful("tools"));
      Table table = new Table("NAME", "OUTCOME", "INPUT", "DIGEST");
      exchange
          .tools()
          .forEach(tool ->
              table.row(
                  tool.name(),
                  tool.outcome().word(),
                  tool.input().replaceAll("\\s+", " "),
                  tool.digest()));
      table.print(out, "  ");
    }
    out.println(
        terminal.faint(
            "tokens: "
                + exchange.usage().input()
                + " in, "
                + exchange.usage().output()
                + " out, "
                + exchange.usage().cacheRead()
                + " from cache, "
                + (exchange.usage().cacheWrite() + exchange.usage().cacheWriteLong())
                + " to cache"));
    exchange
        .masked()
        .forEach((kind, count) -> out.println(terminal.faint("masked: " + count + " " + kind)));
    out.println(terminal.faint("session " + exchange.session() + ", read from "));
    out.print(ExchangeText.lines(exchange.transcript()));
    ExchangeText.resume(exchange).ifPresent(out::println);
  }
}
