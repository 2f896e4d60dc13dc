package dev.cofferdam.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A terminal that a test types into and reads from: a tmux server of its own with one session.
 * {@link #close} ends it and what runs in it.
 */
public final class Tmux implements AutoCloseable {
  private static final String SESSION = "test";

  private final Path socket;

  private Tmux(Path socket) {
    this.socket = socket;
  }

  /**
   * Starts a command in a terminal of 120 columns and 40 rows.
   *
   * @param socket where the server listens; a path of at most some 90 characters that does not
   *     exist
   */
  public static Tmux start(
      Path socket, Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    Tmux tmux = new Tmux(socket);
    List<String> arguments =
        new ArrayList<>(List.of("new-session", "-d", "-s", SESSION, "-x", "120", "-y", "40", "-c"));
    arguments.add(folder.toString());
    environment.forEach((name, value) -> {
      arguments.add("-e");
      arguments.add(name + "=" + value);
    });
    arguments.add("--");
    arguments.addAll(command);
    tmux.run(arguments).ok();
    return tmux;
  }

  /** The server's socket. */
  public Path socket() {
    return socket;
  }

  /** Types text as it is, without Enter. */
  public Tmux type(String text) throws IOException, InterruptedException {
    run(List.of("send-keys", "-t", SESSION, "-l", "--", text)).ok();
    return this;
  }

  /** Presses keys by tmux's names: {@code Enter}, {@code C-c}, {@code Up}. */
  public Tmux press(String... keys) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("send-keys", "-t", SESSION));
    arguments.addAll(List.of(keys));
    run(arguments).ok();
    return this;
  }

  /** Pastes text as one piece, line breaks included. */
  public Tmux paste(String text) throws IOException, InterruptedException {
    run(List.of("set-buffer", "-b", "paste", "--", text)).ok();
    run(List.of("paste-buffer", "-p", "-b", "paste", "-t", SESSION)).ok();
    return this;
  }

  /** Changes the size of the terminal. */
  public Tmux resize(int columns, int rows) throws IOException, InterruptedException {
    run(List.of(
            "resize-window",
            "-t",
            SESSION,
            "-x",
            Integer.toString(columns),
            "-y",
            Integer.toString(rows)))
        .ok();
    return this;
  }

  /** What the terminal shows now. */
  public String screen() throws IOException, InterruptedException {
    return run(List.of("capture-pane", "-p", "-t", SESSION)).text();
  }

  /** Waits until the terminal shows this text. */
  public Tmux awaits(String text) {
    AtomicReference<String> last = new AtomicReference<>("");
    try {
      await()
          .atMost(Program.LIMIT)
          .until(() -> {
            last.set(screen());
            return last.get().contains(text);
          });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("the terminal never showed '" + text + "', but:\n" + last.get(), e);
    }
    return this;
  }

  private Outcome run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("tmux", "-S", socket.toString(), "-f", "/dev/null"));
    command.addAll(arguments);
    try (Program program = Program.start(Path.of("/"), Map.of("LC_ALL", "C.UTF-8"), command)) {
      return program.finish();
    }
  }

  /** Ends the terminal and waits until nothing runs in it, so that its folders can be removed. */
  @Override
  public void close() throws IOException, InterruptedException {
    List<ProcessHandle> running =
        run(List.of("list-panes", "-a", "-F", "#{pane_pid}")).lines().stream()
            .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
            .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
            .toList();
    run(List.of("kill-server"));
    running.forEach(ProcessHandle::destroy);
    await().atMost(Program.LIMIT).until(() -> running.stream().noneMatch(ProcessHandle::isAlive));
  }
}
