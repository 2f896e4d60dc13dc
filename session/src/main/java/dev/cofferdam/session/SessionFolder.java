package dev.cofferdam.session;

import java.nio.file.Path;

/**
 * Where a session's files lie on the host: {@code <state>/sessions/<name>}. {@link #run} is mounted
 * at {@link #INSIDE} in the workspace; nothing else of the folder is.
 *
 * @param root the session's own folder, absolute
 */
public record SessionFolder(Path root) {
  /** Where the workspace sees {@link #run}. */
  public static final String INSIDE = "/run/cofferdam";

  /** The folder of one session below the state folder. */
  public static SessionFolder in(Path state, SessionName name) {
    return new SessionFolder(state.resolve("sessions").resolve(name.value()));
  }

  /** Sockets that the workspace may use; the only part of the folder it sees. */
  public Path run() {
    return root.resolve("run");
  }

  /** The session's gate, a Unix socket; {@code DOCKER_HOST} in the workspace. */
  public Path gateSocket() {
    return run().resolve("docker.sock");
  }

  /** The relay that adds the agent's credentials, a Unix socket. */
  public Path relaySocket() {
    return run().resolve("relay.sock");
  }

  /** One Unix socket per port that answers on the workspace's localhost: {@code <port>.sock}. */
  public Path ports() {
    return run().resolve("ports");
  }

  /** Secret files, each mounted on its own at {@code /run/secrets/<name>}; 0700. */
  public Path secrets() {
    return root.resolve("secrets");
  }

  /** The journal of the session's gate. */
  public Path journal() {
    return root.resolve("journal");
  }

  /** Held locked by the process that serves the session. */
  public Path lock() {
    return root.resolve("host.lock");
  }

  /** What that process prints. */
  public Path log() {
    return root.resolve("host.log");
  }
}
