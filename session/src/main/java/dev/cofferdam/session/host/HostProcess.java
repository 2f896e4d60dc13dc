package dev.cofferdam.session.host;

import dev.cofferdam.session.SessionFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The host of a session as the command sees it that starts or finds it. */
public final class HostProcess {
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration ENDING = Duration.ofSeconds(10);

  private final SessionFolder folder;
  private final @Nullable Process process;

  private HostProcess(SessionFolder folder, @Nullable Process process) {
    this.folder = folder;
    this.process = process;
  }

  /**
   * The host that serves already, or a new one that is to serve at once.
   *
   * @param command starts one, such as {@code java … session-host NAME}
   */
  public static HostProcess ensure(SessionFolder folder, List<String> command) throws IOException {
    if (serves(folder)) {
      return new HostProcess(folder, null);
    }
    HostProcess host = begin(folder, command);
    host.go();
    return host;
  }

  /**
   * Starts a host that waits for {@link #go} before it reads the plan or touches anything. When
   * this process ends without it, so does the host.
   *
   * @param command as for {@link #ensure}; it gets a session of its own, so that neither the end of
   *     the terminal nor a key reaches it
   */
  public static HostProcess begin(SessionFolder folder, List<String> command) throws IOException {
    List<String> whole = new ArrayList<>();
    Path setsid = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(setsid)) {
      whole.add(setsid.toString());
    }
    whole.addAll(command);
    Path log = folder.log();
    Files.deleteIfExists(log);
    try (var _ =
        Files.newByteChannel(
            log,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      // Only made, with its permissions; the process writes.
    }
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(folder.root().toFile())
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectErrorStream(true);
    return new HostProcess(folder, builder.start());
  }

  /** Lets a host that {@link #begin} started read the plan and serve. */
  public void go() {
    if (process != null) {
      try (OutputStream told = process.getOutputStream()) {
        told.write('\n');
      } catch (IOException _) {
        // It has ended; whoever waits for it to serve says so, with its log.
      }
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
      boolean dead = process != null && !process.isAlive() && !HostLock.held(folder.lock());
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
    return process != null && !process.isAlive() && process.exitValue() == 0;
  }

  /** Ends the host if this object started it: what it was started for failed. */
  public void abandon() throws InterruptedException {
    if (process != null) {
      process.destroy();
      process.waitFor(ENDING.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private String lastLine() {
    try {
      List<String> lines =
          Files.readAllLines(folder.log()).stream()
              .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
              .toList();
      return lines.isEmpty() ? "it printed nothing" : lines.getLast();
    } catch (IOException e) {
      return "its log cannot be read";
    }
  }
}
