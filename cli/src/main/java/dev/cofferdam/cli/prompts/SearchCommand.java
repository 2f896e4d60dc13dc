package dev.cofferdam.cli.prompts;

import dev.cofferdam.cli.shared.ArchiveOption;
import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.cli.shared.Table;
import dev.cofferdam.cli.shared.Terminal;
import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.ExchangeJson;
import dev.cofferdam.watch.archive.Hit;
import dev.cofferdam.watch.archive.Order;
import dev.cofferdam.watch.archive.Page;
import dev.cofferdam.watch.archive.Search;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer prompts search}: a page of what matches. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    description = {
      "Finds prompts and answers with all these words, newest first.",
      "\"a phrase\", begin*, -not, a | b; without words everything that the options leave."
    })
final class SearchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "WORD", arity = "0..*", description = "What to look for.")
  private List<String> words = new ArrayList<>();

  @Mixin private FilterOptions options = new FilterOptions();

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      defaultValue = "newest",
      description = "newest, oldest or relevance. Default: ${DEFAULT-VALUE}.")
  private String order = "newest";

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many on a page, 1 to 1000. Default: ${DEFAULT-VALUE}.")
  private int limit = 20;

  @Option(
      names = "--after",
      paramLabel = "PLACE",
      defaultValue = "",
      description = "Goes on where the page before ended; it says with what.")
  private String after = "";

  @Option(names = "--facets", description = "Also counts matches by project, model and so on.")
  private boolean facets;

  @Option(names = "--json", description = "Print exchanges whole, as JSON.")
  private boolean json;

  @Mixin private ArchiveOption archives = new ArchiveOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    Order sorted =
        Order.of(order)
            .orElseThrow(() ->
                CommandFailure.usage(
                    "--order is newest, oldest or relevance, not '" + order + "'"));
    try (Archive archive = archives.open()) {
      Page page = archive.find(new Search(options.filter(words), sorted, limit, after, facets));
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(Json.pretty(json(page)));
      } else {
        print(page, out);
      }
      out.flush();
      return 0;
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw CommandFailure.failed("the archive cannot be searched: " + e.getMessage());
    }
  }

  private static Map<String, Object> json(Page page) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("total", page.total());
    json.put("total_is_exact", page.total() < Page.MOST_COUNTED);
    json.put("next", page.next());
    List<Object> hits = new ArrayList<>();
    for (Hit hit : page.hits()) {
      Map<String, Object> exchange = new LinkedHashMap<>(ExchangeJson.object(hit.exchange()));
      ExchangeText.resume(hit.exchange()).ifPresent(line -> exchange.put("resume", line));
      exchange.put("prompt_excerpt", pieces(hit.prompt()));
      exchange.put("answer_excerpt", pieces(hit.answer()));
      hits.add(exchange);
    }
    json.put("exchanges", hits);
    if (!page.facets().isEmpty()) {
      Map<String, Object> facets = new LinkedHashMap<>();
      page.facets()
          .forEach((field, counts) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            counts.forEach(count -> values.put(count.value(), count.exchanges()));
            facets.put(field, values);
          });
      json.put("facets", facets);
    }
    return json;
  }

  private static List<Object> pieces(List<Hit.Piece> pieces) {
    List<Object> json = new ArrayList<>();
    pieces.forEach(piece -> json.add(Map.of("text", piece.text(), "match", piece.match())));
    return json;
  }

  private void print(Page page, PrintWriter out) {
    ExchangeText text = new ExchangeText(Terminal.ofThisProcess(), ZoneId.systemDefault());
    for (Hit hit : page.hits()) {
      out.println(text.head(hit.exchange()));
      out.println("  > " + text.excerpt(hit.prompt()));
      if (!hit.answer().isEmpty()) {
        out.println("  < " + text.excerpt(hit.answer()));
      }
      ExchangeText.resume(hit.exchange()).ifPresent(line -> out.println("  " + line));
      out.println();
    }
    page.facets()
        .forEach((field, counts) -> {
          if (!counts.isEmpty()) {
            Table table = new Table(field, "exchanges");
            counts.forEach(count -> table.row(count.value(), Long.toString(count.exchanges())));
            table.print(out, "");
            out.println();
          }
        });
    String total =
        page.total() < Page.MOST_COUNTED ? "" + page.total() : Page.MOST_COUNTED + " or more";
    if (page.hits().isEmpty()) {
      out.println(
          after.isEmpty()
              ? "nothing matches; coffer watch collects what agents are asked"
              : "that was all");
    } else if (page.next().isEmpty()) {
      out.println(total + " match");
    } else {
      out.println(total + " match; more: --after " + page.next());
    }
  }
}
