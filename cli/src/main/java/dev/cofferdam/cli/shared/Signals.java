package dev.cofferdam.cli.shared;

import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** What signals mean to a server: HUP reloads, TERM and INT end it in order. */
public final class Signals {
  /** What a shell reports of a process that a signal ended: this and the signal's number. */
  private static final int KILLED = 128;

  private Signals() {}

  /** Runs this at each SIGHUP. */
  public static void onReload(Runnable reload) {
    on("HUP", () -> Thread.ofVirtual().start(reload));
  }

  /**
   * Counts {@code stop} down when the process is told to end (SIGTERM, or SIGINT from a keyboard).
   * Whoever waits for it ends in order and returns its own exit code, 0 after a clean end; a second
   * signal ends the process at once.
   */
  public static void onStop(CountDownLatch stop) {
    on("TERM", () -> stop(stop, 15));
    on("INT", () -> stop(stop, 2));
  }

  private static void stop(CountDownLatch stop, int signal) {
    if (stop.getCount() == 0) {
      Runtime.getRuntime().halt(KILLED + signal);
    }
    stop.countDown();
  }

  /**
   * The only door to signals that the JVM has is {@code sun.misc.Signal}, which compiles under a
   * warning that cannot be silenced; hence the reflection.
   */
  private static void on(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> answer(method.getName(), proxy, arguments, action));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM hears no signals", e);
    }
  }

  private static @Nullable Object answer(
      String method, Object proxy, Object[] arguments, Runnable action) {
    return switch (method) {
      case "handle" -> {
        action.run();
        yield null;
      }
      case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "what a signal means";
    };
  }
}
