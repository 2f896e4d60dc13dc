package dev.cofferdam.session.workspace;

import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.host.HostLock;
import java.io.IOException;
import java.time.Duration;

/**
 * Replaces the host of a session when it dies, until the workspace ends. Several processes may do
 * so at once: the host's lock lets one serve.
 */
final class HostCare implements Runnable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A host that cannot be started so often will not be by trying on. */
  private static final int MAX_FAILURES = 5;

  private final Launcher launcher;
  private final SessionName name;
  private final SessionFolder folder;

  HostCare(Launcher launcher, SessionName name, SessionFolder folder) {
    this.launcher = launcher;
    this.name = name;
    this.folder = folder;
  }

  @Override
  public void run() {
    int failures = 0;
    while (failures < MAX_FAILURES) {
      try {
        Thread.sleep(PAUSE);
        // The host lets go of its lock when the workspace has ended, too.
        if (!HostLock.held(folder.lock()) && launcher.running(name, folder, "").isEmpty()) {
          return;
        }
        failures = 0;
      } catch (InterruptedException _) {
        return;
      } catch (IOException _) {
        failures++; // coffer attach says what is wrong
      }
    }
  }
}
