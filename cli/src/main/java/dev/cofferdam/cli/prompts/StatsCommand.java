package dev.cofferdam.cli.prompts;

import dev.cofferdam.cli.shared.ArchiveOption;
import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.Json;
import dev.cofferdam.cli.shared.Table;
import dev.cofferdam.watch.archive.Archive;
import dev.cofferdam.watch.archive.Sums;
import dev.cofferdam.watch.price.PriceTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code coffer prompts stats}: exchanges, tokens and cost. */
@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = {
      "Counts exchanges and tokens of what matches, by day (UTC), project or model.",
      "Costs are by prices.yaml in the configuration folder, or by Cofferdam's own table."
    })
final class StatsCommand implements Callable<Integer> {
  @Parameters(paramLabel = "WORD", arity = "0..*", description = "As for search.")
  private List<String> words = new ArrayList<>();

  @Mixin private FilterOptions options = new FilterOptions();

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      defaultValue = "day",
      description = "day, project or model. Default: ${DEFAULT-VALUE}.")
  private String by = "day";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--price-table",
      description = "Prints Cofferdam's own table of prices, to begin an own one with, and ends.")
  private boolean priceTable;

  @Mixin private ArchiveOption archives = new ArchiveOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (priceTable) {
      out.print(PriceTable.builtInText());
      out.flush();
      return 0;
    }
    if (!List.of("day", "project", "model").contains(by)) {
      throw CommandFailure.usage("--by is day, project or model, not '" + by + "'");
    }
    PriceTable prices = archives.prices();
    try (Archive archive = archives.open()) {
      Map<String, Total> totals = new LinkedHashMap<>();
      Set<String> unpriced = new TreeSet<>();
      Total all = new Total();
      for (Sums sums : archive.sums(options.filter(words))) {
        all.add(sums, prices, unpriced);
        totals.computeIfAbsent(key(sums), key -> new Total()).add(sums, prices, unpriced);
      }
      if (json) {
        out.println(Json.pretty(json(totals, all, prices, unpriced)));
      } else {
        print(totals, all, prices, unpriced, out);
      }
      out.flush();
      return 0;
    } catch (IOException e) {
      throw CommandFailure.failed("the archive cannot be read: " + e.getMessage());
    }
  }

  private String key(Sums sums) {
    return switch (by) {
      case "project" -> sums.project();
      case "model" -> sums.model();
      default -> sums.day().toString();
    };
  }

  private void print(
      Map<String, Total> totals,
      Total all,
      PriceTable prices,
      Set<String> unpriced,
      PrintWriter out) {
    Table table =
        new Table(
            by.toUpperCase(Locale.ROOT),
            "EXCHANGES",
            "IN",
            "OUT",
            "CACHE READ",
            "CACHE WRITTEN",
            "COST " + prices.currency());
    totals.forEach((key, total) -> row(table, key.isEmpty() ? "(unknown)" : key, total));
    row(table, "all", all);
    table.print(out, "");
    if (!unpriced.isEmpty()) {
      out.println();
      out.println(
          "+ marks costs without those of "
              + String.join(", ", unpriced)
              + ", whose prices are unknown; add them to prices.yaml"
              + " (coffer prompts stats --price-table prints one to begin with)");
    }
  }

  private static void row(Table table, String key, Total total) {
    table.row(
        key,
        Long.toString(total.exchanges),
        ExchangeText.tokens(total.input),
        ExchangeText.tokens(total.output),
        ExchangeText.tokens(total.cacheRead),
        ExchangeText.tokens(total.cacheWrite),
        total.cost());
  }

  private Map<String, Object> json(
      Map<String, Total> totals, Total all, PriceTable prices, Set<String> unpriced) {
    List<Object> rows = new ArrayList<>();
    totals.forEach((key, total) -> {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put(by, key);
      row.putAll(total.json());
      rows.add(row);
    });
    return Json.object(
        "by",
        by,
        "currency",
        prices.currency(),
        "rows",
        rows,
        "all",
        all.json(),
        "models_without_price",
        unpriced);
  }

  /** What adds up. */
  private static final class Total {
    private long exchanges;
    private long input;
    private long output;
    private long cacheRead;
    private long cacheWrite;
    private double cost;
    private boolean unknown;

    void add(Sums sums, PriceTable prices, Set<String> unpriced) {
      exchanges += sums.exchanges();
      input += sums.usage().input();
      output += sums.usage().output();
      cacheRead += sums.usage().cacheRead();
      cacheWrite += sums.usage().cacheWrite() + sums.usage().cacheWriteLong();
      if (sums.usage().total() == 0) {
        return;
      }
      prices
          .of(sums.model())
          .ifPresentOrElse(
              price -> cost += price.of(sums.usage()),
              () -> {
                unknown = true;
                unpriced.add(sums.model().isEmpty() ? "an unnamed model" : sums.model());
              });
    }

    String cost() {
      if (unknown && cost == 0) {
        return "unknown";
      }
      return String.format(Locale.ROOT, "%.2f%s", cost, unknown ? "+" : "");
    }

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("exchanges", exchanges);
      json.put("input_tokens", input);
      json.put("output_tokens", output);
      json.put("cache_read_tokens", cacheRead);
      json.put("cache_write_tokens", cacheWrite);
      json.put("cost", cost);
      json.put("cost_is_complete", !unknown);
      return json;
    }
  }
}
