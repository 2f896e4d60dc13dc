package dev.cofferdam.watch.ingest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Waits after failures, twice as long after each: a second, and at most five minutes. */
final class BackOff {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Clock clock;
  private Duration next = FIRST;
  private Instant until = Instant.MIN;

  BackOff(Clock clock) {
    this.clock = clock;
  }

  boolean mustWait() {
    return clock.instant().isBefore(until);
  }

  void worked() {
    next = FIRST;
    until = Instant.MIN;
  }

  void failed() {
    until = clock.instant().plus(next);
    Duration twice = next.multipliedBy(2);
    next = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
  }
}
