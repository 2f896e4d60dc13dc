package dev.cofferdam.watch.archive;

import java.util.Locale;
import java.util.Optional;

/**
 * In which order exchanges are found; those that are equal in it stand in the order of their ids.
 */
public enum Order {
  NEWEST,
  OLDEST,
  /** By how well the text matches, then newest first. */
  RELEVANCE;

  /** The order with this name in small letters. */
  public static Optional<Order> of(String word) {
    for (Order order : values()) {
      if (order.word().equals(word)) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }

  /** The name in small letters. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
