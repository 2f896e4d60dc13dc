package dev.cofferdam.watch.archive;

import java.util.List;
import java.util.Map;

/**
 * Some of the exchanges that match.
 *
 * @param hits in the order asked for
 * @param total how many match in all; counted up to {@link #MOST_COUNTED}
 * @param next what to ask for the page behind this one; empty when there is none. It names the last
 *     exchange, so that what comes in meanwhile moves nothing
 * @param facets how many match, by {@code project}, {@code model}, {@code user}, {@code agent},
 *     {@code kind}, {@code label} and {@code tool}: the 20 most frequent each; empty when not asked
 */
public record Page(List<Hit> hits, long total, String next, Map<String, List<Count>> facets) {
  public static final int MOST_COUNTED = 1000;

  /** Copies the lists. */
  public Page {
    hits = List.copyOf(hits);
  }

  /**
   * How many exchanges have a value.
   *
   * @param value the value
   * @param exchanges how many have it
   */
  public record Count(String value, long exchanges) {}
}
