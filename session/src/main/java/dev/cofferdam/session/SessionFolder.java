package dev.cofferdam.session;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a session's files lie on the host: {@code <state>/sessions/<name>}, and beside it {@code
 * <state>/run/<hash>}, whose path is short because a Unix socket's may have 107 bytes only. {@link
 * #run} is mounted read-only at {@link #INSIDE} in the workspace; nothing else is.
 *
 * @param root the session's own folder, absolute
 * @param run sockets that the workspace may use; the only folder of these that it sees
 */
public record SessionFolder(Path root, Path run) {
  /** Where the workspace sees {@link #run}. */
  public static final String INSIDE = "/run/cofferdam";

  /** The folder of one session below the state folder. */
  public static SessionFolder in(Path state, SessionName name) {
    return new SessionFolder(
        sessions(state).resolve(name.value()), state.resolve("run").resolve(name.hash()));
  }

  /** The folder that holds every session's own. */
  public static Path sessions(Path state) {
    return state.resolve("sessions");
  }

  /**
   * Makes the folders that must be there before anything else. Nobody but this user gets into the
   * session's own; {@link #run} is open to the agent, whoever it is, and writable for this user
   * alone.
   *
   * @return whether there was no such session before
   */
  public boolean create() throws IOException {
    boolean fresh = !Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS);
    folder(root, "rwx------");
    folder(run, "rwxr-xr-x");
    folder(ports(), "rwxr-xr-x");
    return fresh;
  }

  /** Removes all of it. Nothing may serve the session. */
  public void remove() throws IOException {
    for (Path each : List.of(root, run)) {
      if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> files = Files.walk(each)) { // does not follow links
          for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }

  private static void folder(Path path, String permissions) throws IOException {
    Path parent = path.getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      Files.createDirectories(
          parent,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(path);
    }
    // Not by the attribute at creation, which the umask narrows.
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** The session's name. */
  public String name() {
    return String.valueOf(root.getFileName());
  }

  /** The state folder that this one is in. */
  public Path state() {
    return requireNonNull(requireNonNull(root.getParent()).getParent());
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

  /** Lines for the people of the session; the workspace may read them. */
  public Path notices() {
    return run().resolve("notices");
  }

  /** The credentials that the relay puts in; 0600, and nothing the workspace sees. */
  public Path credentials() {
    return root.resolve("credentials.json");
  }

  /** Secret files, each mounted on its own at {@code /run/secrets/<name>}; 0700. */
  public Path secrets() {
    return root.resolve("secrets");
  }

  /** What terminals showed of the session, where that was asked for: {@code *.cast}; 0700. */
  public Path recordings() {
    return root.resolve("recordings");
  }

  /** Is there when the session's terminal is to be recorded, by whoever attaches. */
  public Path recordingWanted() {
    return root.resolve("record");
  }

  /** What the session is made of, for the process that serves it; 0600. */
  public Path plan() {
    return root.resolve("plan.json");
  }

  /** The gate's own record of owners. */
  public Path gateState() {
    return root.resolve("gate");
  }

  /** The journal of the session's gate. */
  public Path journal() {
    return root.resolve("journal");
  }

  /** Held locked by the process that sets the session up, until its container was started. */
  public Path setupLock() {
    return root.resolve("setup.lock");
  }

  /** Held locked by the process that serves the session. */
  public Path lock() {
    return root.resolve("host.lock");
  }

  /** What that process prints; 0600. */
  public Path log() {
    return root.resolve("host.log");
  }
}
