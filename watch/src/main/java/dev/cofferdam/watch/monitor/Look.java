package dev.cofferdam.watch.monitor;

import java.util.ArrayList;
import java.util.List;

/**
 * What one look found.
 *
 * @param state how it went
 * @param agents all that run now
 * @param began those that did not run at the look before
 * @param ended those that ran then and do not any more
 * @param exchanges how many exchanges were archived or brought up to date
 * @param faults what is wrong and was not told before
 * @param over what was wrong and is not any more
 */
public record Look(
    WatchState state,
    List<WatchedAgent> agents,
    List<WatchedAgent> began,
    List<WatchedAgent> ended,
    int exchanges,
    List<Fault> faults,
    List<Fault> over) {

  /** Copies the lists. */
  public Look {
    agents = List.copyOf(agents);
    began = List.copyOf(began);
    ended = List.copyOf(ended);
    faults = List.copyOf(faults);
    over = List.copyOf(over);
  }

  /** This look and the one right before it, as one. */
  public Look with(Look before) {
    List<Fault> told = new ArrayList<>(before.faults);
    told.removeAll(over);
    told.addAll(faults);
    return new Look(
        state, agents, before.began, ended, before.exchanges + exchanges, told, List.of());
  }
}
