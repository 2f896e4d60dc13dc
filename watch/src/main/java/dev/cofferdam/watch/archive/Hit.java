package dev.cofferdam.watch.archive;

import dev.cofferdam.watch.exchange.Exchange;
import java.util.List;

/**
 * An exchange that matches.
 *
 * @param exchange the exchange
 * @param prompt the places of the prompt that match, or its beginning
 * @param answer the places of the answer that match, or its beginning
 */
public record Hit(Exchange exchange, List<Piece> prompt, List<Piece> answer) {

  /**
   * A piece of an excerpt.
   *
   * @param text the text
   * @param match whether it is what was looked for
   */
  public record Piece(String text, boolean match) {}
}
