package dev.cofferdam.cli.session;

import dev.cofferdam.session.host.WaitingHost;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The host of {@code coffer run}, which starts while this process reads its command line and asks
 * the engine: the two take equally long. For one session; when it turns out that none is needed, it
 * is ended. Safe for several threads.
 */
public final class EarlyHost implements AutoCloseable {
  private @Nullable WaitingHost waiting;

  private EarlyHost(@Nullable WaitingHost waiting) {
    this.waiting = waiting;
  }

  /** One that starts now. */
  public static EarlyHost begin() {
    try {
      return new EarlyHost(HostCommandLine.start());
    } catch (IOException _) {
      return none(); // take() tries again, and says what is wrong
    }
  }

  /** One that starts when it is taken. */
  public static EarlyHost none() {
    return new EarlyHost(null);
  }

  /** The host that was begun; another one for whoever needs more. */
  synchronized WaitingHost take() throws IOException {
    WaitingHost begun = waiting;
    waiting = null;
    return begun == null ? HostCommandLine.start() : begun;
  }

  /** Ends what was not taken. */
  @Override
  public synchronized void close() throws InterruptedException {
    WaitingHost begun = waiting;
    waiting = null;
    if (begun != null) {
      begun.abandon();
    }
  }
}
