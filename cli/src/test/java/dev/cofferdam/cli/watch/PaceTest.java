package dev.cofferdam.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cofferdam.watch.monitor.WatchState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {
  @Test
  void looksThatFailComeAtLongerAndLongerIntervalsUpToAMinute() {
    Pace pace = Pace.of(Duration.ofSeconds(5));
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      pace = pace.after(WatchState.ERROR);
      pauses.add(pace.pause().toSeconds());
    }

    assertThat(pauses).containsExactly(10L, 20L, 40L, 60L, 60L, 60L);
  }

  @Test
  void oneThatWorksEndsTheWaiting() {
    Pace failing = Pace.of(Duration.ofSeconds(5)).after(WatchState.ERROR).after(WatchState.ERROR);

    assertThat(failing.after(WatchState.ACTIVE).pause()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void anIntervalOfMoreThanAMinuteStaysAsItIs() {
    Duration interval = Duration.ofMinutes(5);

    assertThat(Pace.of(interval).after(WatchState.ERROR).pause()).isEqualTo(interval);
  }
}
