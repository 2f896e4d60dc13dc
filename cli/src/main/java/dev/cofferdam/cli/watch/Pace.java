package dev.cofferdam.cli.watch;

import dev.cofferdam.watch.monitor.WatchState;
import java.time.Duration;

/**
 * How long it is from the start of one look to the next: the interval, and while looks fail twice
 * as long each time, up to a minute or to the interval where that is longer.
 *
 * @param interval while all is well
 * @param pause now
 */
record Pace(Duration interval, Duration pause) {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  static Pace of(Duration interval) {
    return new Pace(interval, interval);
  }

  /** After a look that went so. */
  Pace after(WatchState state) {
    if (state != WatchState.ERROR) {
      return of(interval);
    }
    Duration most = interval.compareTo(LONGEST) > 0 ? interval : LONGEST;
    Duration doubled = pause.multipliedBy(2);
    return new Pace(interval, doubled.compareTo(most) > 0 ? most : doubled);
  }
}
