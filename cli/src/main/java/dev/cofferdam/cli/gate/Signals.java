package dev.cofferdam.cli.gate;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/** What signals mean to a server: HUP reloads, TERM and INT end it in order. */
final class Signals {
  /** The JVM waits this long for the drain before it goes anyway. */
  private static final int SHUTDOWN_SECONDS = 60;

  private Signals() {}

  @SuppressWarnings("sunapi") // there is no other way to hear SIGHUP on the JVM
  static void onReload(Runnable reload) {
    Signal.handle(new Signal("HUP"), _ -> Thread.ofVirtual().start(reload));
  }

  /** Counts {@code stop} down when the process is told to end, and holds its end until {@code stopped}. */
  static void onStop(CountDownLatch stop, CountDownLatch stopped) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  try {
                    stopped.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "coffer-stop"));
  }
}
