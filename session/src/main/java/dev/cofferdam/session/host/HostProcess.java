package dev.cofferdam.session.host;

import dev.cofferdam.session.SessionFolder;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The host of a session as the command sees it that starts or finds it. */
public final class HostProcess {
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final SessionFolder folder;
  private final @Nullable WaitingHost started;

  private HostProcess(SessionFolder folder, @Nullable WaitingHost started) {
    this.folder = folder;
    this.started = started;
  }

  /** The host that serves already, or a new one that is to serve at once. */
  public static HostProcess ensure(SessionFolder folder, WaitingHost.Starter starter)
      throws IOException {
    if (serves(folder)) {
      return new HostProcess(folder, null);
    }
    HostProcess host = begin(folder, starter);
    host.go();
    return host;
  }

  /** A host that waits for {@link #go} before it reads the plan or touches anything. */
  public static HostProcess begin(SessionFolder folder, WaitingHost.Starter starter)
      throws IOException {
    WaitingHost started = starter.start();
    Path log = folder.log();
    Files.deleteIfExists(log);
    try (var _ =
        Files.newByteChannel(
            log,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      // Only made, with its permissions; the process writes.
    }
    return new HostProcess(folder, started);
  }

  /** Lets a host that {@link #begin} started read the plan and serve. */
  public void go() {
    if (started != null) {
      started.serve(folder);
    }
  }

  /** Whether a host accepts connections for this session. */
  public static boolean serves(SessionFolder folder) {
    if (!Files.exists(folder.gateSocket())) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(folder.gateSocket()));
    } catch (IOException _) {
      return false;
    }
  }

  /** Waits until the host of an earlier workspace of this session has ended. */
  public static void awaitGone(SessionFolder folder, Duration atMost)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (HostLock.held(folder.lock())) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "the process that served this session before does not end; see " + folder.log());
      }
      Thread.sleep(PAUSE);
    }
  }

  /**
   * Waits until the session's gate answers.
   *
   * @throws IOException when the host ended or does not answer in time, with the end of its log
   */
  public void awaitServing(Duration atMost) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!serves(folder)) {
      boolean dead = started != null && !started.isAlive() && !HostLock.held(folder.lock());
      if (dead && serves(folder)) {
        return; // another one was first
      }
      if (dead || System.nanoTime() > deadline) {
        throw new IOException(
            "the session's gate did not start: "
                + lastLine()
                + " (whole log: "
                + folder.log()
                + ")");
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Whether this object started the host and it has ended in order: there was nothing to serve. */
  public boolean ended() {
    return started != null && started.endedWell();
  }

  /** Ends the host if this object started it: what it was started for failed. */
  public void abandon() throws InterruptedException {
    if (started != null) {
      started.abandon();
    }
  }

  private String lastLine() {
    try {
      String printed = started == null ? "" : started.printed();
      List<String> lines =
          (printed + Files.readString(folder.log()))
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
              .toList();
      return lines.isEmpty() ? "it printed nothing" : lines.getLast();
    } catch (IOException e) {
      return "its log cannot be read";
    }
  }
}
