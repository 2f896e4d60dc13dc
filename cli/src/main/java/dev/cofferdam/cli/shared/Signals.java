package dev.cofferdam.cli.shared;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What signals mean to a server: HUP reloads, TERM and INT end it in order. */
public final class Signals {
  /** The JVM waits this long for the drain before it goes anyway. */
  private static final int SHUTDOWN_SECONDS = 60;

  private Signals() {}

  /**
   * Runs this at each SIGHUP. The only door to signals that the JVM has is {@code sun.misc.Signal},
   * which compiles under a warning that cannot be silenced; hence the reflection.
   */
  public static void onReload(Runnable reload) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object reloading =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> answer(method.getName(), proxy, arguments, reload));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), reloading);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM hears no signals", e);
    }
  }

  private static @Nullable Object answer(
      String method, Object proxy, Object[] arguments, Runnable reload) {
    return switch (method) {
      case "handle" -> {
        Thread.ofVirtual().start(reload);
        yield null;
      }
      case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "reload on SIGHUP";
    };
  }

  /**
   * Counts {@code stop} down when the process is told to end, and holds its end until {@code
   * stopped}.
   */
  public static void onStop(CountDownLatch stop, CountDownLatch stopped) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  try {
                    if (!stopped.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                      System.err.println("coffer: it did not stop in time");
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "coffer-stop"));
  }
}
