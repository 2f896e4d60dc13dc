package dev.cofferdam.session.host;

import dev.cofferdam.session.SessionFolder;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that can become the host of any session. Starting takes it long, so it is started
 * before it is known what it is to serve; until it is told, it touches nothing, and when the
 * process that started it ends without telling it, so does the host.
 */
public final class WaitingHost {
  private static final int ENDING_SECONDS = 10;

  private final Process process;

  private WaitingHost(Process process) {
    this.process = process;
  }

  /** How a host is started. */
  public interface Starter {
    /** Starts one. */
    WaitingHost start() throws IOException;
  }

  /**
   * Starts one.
   *
   * @param command such as {@code java … session-host}; it gets a session of its own, so that
   *     neither the end of the terminal nor a key reaches it
   */
  public static WaitingHost start(List<String> command) throws IOException {
    List<String> whole = new ArrayList<>();
    Path setsid = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(setsid)) {
      whole.add(setsid.toString());
    }
    whole.addAll(command);
    // It outlives the folder that this process was started in.
    ProcessBuilder builder =
        new ProcessBuilder(whole).directory(new File("/")).redirectErrorStream(true);
    return new WaitingHost(builder.start());
  }

  /** Tells it what to serve. That it cannot be told shows when it does not serve. */
  void serve(SessionFolder folder) {
    try (OutputStream told = process.getOutputStream()) {
      told.write((folder.name() + "\n" + folder.state() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // It has ended; whoever waits for it to serve says so, with what it printed.
    }
  }

  /** Ends it, whether it was told to serve or not. */
  public void abandon() throws InterruptedException {
    process.destroy();
    process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it has ended in order. */
  boolean endedWell() {
    return !process.isAlive() && process.exitValue() == 0;
  }

  /** What it printed before it had a log. Of one that has ended. */
  String printed() {
    try {
      return process.isAlive()
          ? ""
          : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }
}
