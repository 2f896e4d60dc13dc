package dev.cofferdam.session.host;

import java.io.IOException;

/**
 * Something served beside a session's gate, such as the relay of credentials. One object serves one
 * session once.
 */
public interface SessionService {

  /** What it is called in the session's log. */
  String name();

  /**
   * Begins to serve and returns at once. Called before the workspace's container starts, so that
   * sockets are there when the agent looks for them; whatever needs the running container waits on
   * a virtual thread of its own, see {@link Workspace#awaitRunning}. A failure ends the host.
   *
   * @return closes everything that was opened, within a few seconds; called once, after the
   *     container is gone or when the host is told to end
   */
  Closing start(SessionContext context) throws IOException;

  /** How a service ends. */
  @FunctionalInterface
  interface Closing {
    void close();
  }
}
