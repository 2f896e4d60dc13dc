package dev.cofferdam.engine.client;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A time by which something must be over, or else an action runs: closing the wire, because a
 * blocked read on a SocketChannel knows no timeout of its own (Unix sockets have no SO_TIMEOUT in
 * the JDK). Exactly one of "met" and "missed" happens.
 */
final class Deadline {
  /** Never missed. */
  static final Deadline NONE = new Deadline();

  private enum State {
    PENDING,
    MET,
    MISSED
  }

  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final AtomicReference<State> state = new AtomicReference<>(State.PENDING);
  private @Nullable Future<?> alarm;

  private Deadline() {}

  /** The action must be quick and must not throw; it runs on the one timer thread. */
  static Deadline in(Duration duration, Runnable action) {
    Deadline deadline = new Deadline();
    deadline.alarm =
        TIMER.schedule(
            () -> {
              if (deadline.state.compareAndSet(State.PENDING, State.MISSED)) {
                action.run();
              }
            },
            duration.toNanos(),
            TimeUnit.NANOSECONDS);
    return deadline;
  }

  /** Ends the wait; false when it was already too late. May be asked again. */
  boolean met() {
    if (this == NONE) {
      return true;
    }
    if (state.compareAndSet(State.PENDING, State.MET) && alarm != null) {
      alarm.cancel(false);
    }
    return state.get() == State.MET;
  }

  boolean missed() {
    return state.get() == State.MISSED;
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("engine-client-deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
