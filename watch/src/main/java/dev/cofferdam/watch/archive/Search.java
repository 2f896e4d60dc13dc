package dev.cofferdam.watch.archive;

/**
 * A question to the archive.
 *
 * @param filter which exchanges
 * @param order in which order
 * @param size how many on a page, 1 to 1000
 * @param after what {@link Page#next} of the page before said; empty for the first page
 * @param facets whether to count the matches by project, model and so on
 */
public record Search(Filter filter, Order order, int size, String after, boolean facets) {

  /**
   * @throws IllegalArgumentException when the size is out of range
   */
  public Search {
    if (size < 1 || size > 1000) {
      throw new IllegalArgumentException("a page has 1 to 1000 exchanges, not " + size);
    }
  }

  /** The newest of what matches. */
  public static Search newest(Filter filter, int size) {
    return new Search(filter, Order.NEWEST, size, "", false);
  }
}
