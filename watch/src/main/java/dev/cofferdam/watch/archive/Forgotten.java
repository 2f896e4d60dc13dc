package dev.cofferdam.watch.archive;

import dev.cofferdam.watch.exchange.Exchange;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What must not come back: hashes, each with the time up to which it counts, and the time before
 * which everything has expired. A value; {@link #with} copies.
 */
public final class Forgotten {
  /** The entry for the time before which everything has expired. */
  public static final String EXPIRED = "expired";

  private final Map<String, Instant> until;

  private Forgotten(Map<String, Instant> until) {
    this.until = Map.copyOf(until);
  }

  /** Hashes and times. */
  public static Forgotten of(Map<String, Instant> entries) {
    return new Forgotten(entries);
  }

  /** Hashes and times, to be written down. */
  public Map<String, Instant> entries() {
    return until;
  }

  /** This and one more. */
  public Forgotten with(Forget what, Instant now) {
    return with(what.hash(), what instanceof Forget.User ? now : Instant.MAX);
  }

  /** This, and everything before a point in time. */
  public Forgotten expired(Instant before) {
    return with(EXPIRED, before);
  }

  private Forgotten with(String hash, Instant time) {
    Map<String, Instant> more = new HashMap<>(until);
    more.merge(hash, time, (old, now) -> now.isAfter(old) ? now : old);
    return new Forgotten(more);
  }

  /** Whether this exchange is to be passed over. */
  public boolean covers(Exchange exchange) {
    if (until.isEmpty()) {
      return false;
    }
    Instant expired = until.get(EXPIRED);
    return (expired != null && exchange.started().isBefore(expired))
        || covers(new Forget.One(exchange.id()), exchange)
        || covers(new Forget.Session(exchange.session()), exchange)
        || covers(new Forget.User(exchange.user()), exchange);
  }

  private boolean covers(Forget what, Exchange exchange) {
    Instant time = until.get(what.hash());
    return time != null && !exchange.started().isAfter(time);
  }
}
