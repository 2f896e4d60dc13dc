package dev.cofferdam.watch.exchange;

/**
 * Tokens that the model's service counted, each kind apart because each has its own price.
 *
 * @param input read fresh, without any cache
 * @param output written, thinking included
 * @param cacheRead read from the cache
 * @param cacheWrite written to the cache that lives five minutes
 * @param cacheWriteLong written to the cache that lives an hour
 */
public record TokenUsage(
    long input, long output, long cacheRead, long cacheWrite, long cacheWriteLong) {
  public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0);

  /** Both together. */
  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        input + other.input,
        output + other.output,
        cacheRead + other.cacheRead,
        cacheWrite + other.cacheWrite,
        cacheWriteLong + other.cacheWriteLong);
  }

  /** All kinds together. */
  public long total() {
    return input + output + cacheRead + cacheWrite + cacheWriteLong;
  }
}
