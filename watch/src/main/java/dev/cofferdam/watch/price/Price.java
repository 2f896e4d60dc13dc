package dev.cofferdam.watch.price;

import dev.cofferdam.watch.exchange.TokenUsage;

/**
 * What a million tokens of each kind cost, in the table's currency.
 *
 * @param input fresh input
 * @param output output
 * @param cacheRead read from the cache
 * @param cacheWrite written to the cache for five minutes
 * @param cacheWriteLong written to the cache for an hour
 */
public record Price(
    double input, double output, double cacheRead, double cacheWrite, double cacheWriteLong) {

  /** What these tokens cost. */
  public double of(TokenUsage usage) {
    return (usage.input() * input
            + usage.output() * output
            + usage.cacheRead() * cacheRead
            + usage.cacheWrite() * cacheWrite
            + usage.cacheWriteLong() * cacheWriteLong)
        / 1_000_000;
  }
}
