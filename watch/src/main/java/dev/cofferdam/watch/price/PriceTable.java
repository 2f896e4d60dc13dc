package dev.cofferdam.watch.price;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Prices of models. A table is YAML: a {@code currency} and a list of {@code prices}, each with a
 * {@code model} (a name, or the beginning of one and {@code *}) and what a million tokens cost. The
 * first line that fits a model counts. A model that no line fits has no price, and none is guessed.
 */
public final class PriceTable {
  private static final Set<String> TOP = Set.of("currency", "prices");
  private static final Set<String> LINE =
      Set.of("model", "input", "output", "cache_read", "cache_write", "cache_write_long");

  private final String currency;
  private final List<Line> lines;

  private PriceTable(String currency, List<Line> lines) {
    this.currency = currency;
    this.lines = List.copyOf(lines);
  }

  private record Line(String model, Price price) {
    boolean fits(String name) {
      return model.endsWith("*")
          ? name.startsWith(model.substring(0, model.length() - 1))
          : name.equals(model);
    }
  }

  /**
   * The table in a file when it is there, else Cofferdam's own.
   *
   * @throws IOException when the file cannot be read
   * @throws IllegalArgumentException when it makes no sense; the message says where
   */
  public static PriceTable read(Path file) throws IOException {
    return Files.exists(file)
        ? parse(Files.readString(file, StandardCharsets.UTF_8), file.toString())
        : builtIn();
  }

  /** Cofferdam's own table: list prices, which may have changed since. */
  public static PriceTable builtIn() {
    return parse(builtInText(), "the built-in price table");
  }

  /** Cofferdam's own table as text, to begin an own one with. */
  public static String builtInText() {
    try (InputStream in = PriceTable.class.getResourceAsStream("prices.yaml")) {
      if (in == null) {
        throw new IllegalStateException("the built-in price table is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The table in a text.
   *
   * @param name what to call it in errors
   */
  public static PriceTable parse(String yaml, String name) {
    JsonNode tree;
    try {
      tree = YAMLMapper.shared().readTree(yaml);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(name + " is no YAML: " + e.getOriginalMessage(), e);
    }
    known(tree, TOP, name);
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (JsonNode line : tree.path("prices")) {
      String where = name + ", price " + ++number;
      known(line, LINE, where);
      String model = line.path("model").asString("");
      if (model.isEmpty()) {
        throw new IllegalArgumentException(where + " names no model");
      }
      double input = number(line, "input", -1, where);
      double output = number(line, "output", -1, where);
      double write = number(line, "cache_write", input, where);
      lines.add(
          new Line(
              model,
              new Price(
                  input,
                  output,
                  number(line, "cache_read", input, where),
                  write,
                  number(line, "cache_write_long", write, where))));
    }
    return new PriceTable(tree.path("currency").asString("USD"), lines);
  }

  /** What a model costs; empty when the table does not say. */
  public Optional<Price> of(String model) {
    return lines.stream().filter(line -> line.fits(model)).map(Line::price).findFirst();
  }

  /** The currency, as the table names it. */
  public String currency() {
    return currency;
  }

  private static void known(JsonNode node, Set<String> names, String where) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(where + " is no list of names and values");
    }
    for (String name : node.propertyNames()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            where
                + ": there is no '"
                + name
                + "'; known are "
                + String.join(", ", names.stream().sorted().toList()));
      }
    }
  }

  /** Prices that are left out cost what the one they stand for costs. */
  private static double number(JsonNode line, String name, double otherwise, String where) {
    JsonNode value = line.path(name);
    if (value.isMissingNode() && otherwise >= 0) {
      return otherwise;
    }
    if (!value.isNumber() || value.asDouble(-1) < 0) {
      throw new IllegalArgumentException(
          where + ": '" + name + "' is the price of a million tokens, such as 3 or 0.25");
    }
    return value.asDouble(0);
  }
}
