package dev.cofferdam.session.workspace;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.ExecCreate;
import dev.cofferdam.engine.client.Duplex;
import dev.cofferdam.engine.client.EngineActions;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.ExecInfo;
import dev.cofferdam.session.plan.SessionPlan;
import dev.cofferdam.session.terminal.DetachKeys;
import dev.cofferdam.session.terminal.Joining;
import dev.cofferdam.session.terminal.LocalStreams;
import dev.cofferdam.session.terminal.LocalStreams.Size;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Somebody's streams in a workspace: joined to its main process, or to another beside it. */
public final class Visit {
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final int ENDING_SECONDS = 10;

  private final EngineClient engine;
  private final LocalStreams local;
  private final DetachKeys keys;

  public Visit(EngineClient engine, LocalStreams local, DetachKeys keys) {
    this.engine = engine;
    this.local = local;
    this.keys = keys;
  }

  /** What happens between joining and moving bytes. */
  @FunctionalInterface
  public interface Beginning {
    void run() throws IOException;
  }

  /**
   * Joins the main process of a container.
   *
   * @param terminal whether it has one
   * @param beginning starts the container, so that not a byte of its output is missed; nothing when
   *     it runs already
   * @return its exit code; empty when it was left running
   */
  public OptionalInt main(String id, boolean terminal, boolean running, Beginning beginning)
      throws IOException, InterruptedException {
    EngineActions actions = engine.actions(CALL);
    try (Duplex stream = actions.attach(id, true, keys.text())) {
      beginning.run();
      Joining.Outcome outcome =
          joined(
              stream,
              terminal,
              size -> actions.resizeContainer(id, size.columns(), size.rows()),
              running);
      if (outcome == Joining.Outcome.DETACHED) {
        return OptionalInt.empty();
      }
    }
    return ended(id);
  }

  private OptionalInt ended(String id) throws IOException, InterruptedException {
    CompletableFuture<Optional<Integer>> end = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            end.complete(engine.actions(CALL).awaitEnd(id));
          } catch (IOException e) {
            end.completeExceptionally(e);
          }
        });
    try {
      Optional<Integer> code = end.get(ENDING_SECONDS, TimeUnit.SECONDS);
      return OptionalInt.of(code.orElse(137)); // removed: as if killed
    } catch (TimeoutException _) {
      throw new IOException(
          "the connection to the engine was lost, and the session runs on; run the same command"
              + " again to come back");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  /**
   * Runs a command beside the main process.
   *
   * @return its exit code; empty when it was left running
   */
  public OptionalInt beside(String id, List<String> command)
      throws IOException, InterruptedException {
    EngineActions actions = engine.actions(CALL);
    boolean terminal = local.terminal();
    Body body =
        ExecCreate.SHAPE
            .empty()
            .with(ExecCreate.CMD, command)
            .with(ExecCreate.TTY, terminal)
            .with(ExecCreate.ATTACH_STDIN, true)
            .with(ExecCreate.ATTACH_STDOUT, true)
            .with(ExecCreate.ATTACH_STDERR, true)
            .with(ExecCreate.WORKING_DIR, SessionPlan.WORKSPACE)
            .with(ExecCreate.DETACH_KEYS, keys.text());
    String exec = actions.createExec(id, body);
    try (Duplex stream = actions.startExec(exec, terminal)) {
      Joining.Outcome outcome =
          joined(
              stream,
              terminal,
              size -> actions.resizeExec(exec, size.columns(), size.rows()),
              false);
      if (outcome == Joining.Outcome.DETACHED) {
        return OptionalInt.empty();
      }
    }
    for (int i = 0; i < ENDING_SECONDS * 100; i++) {
      Optional<ExecInfo> info = engine.lookups(CALL).inspectExec(exec);
      if (info.isEmpty() || !info.get().running()) {
        return OptionalInt.of(info.map(each -> (int) each.exitCode()).orElse(137));
      }
      Thread.sleep(10);
    }
    throw new IOException("the connection to the engine was lost, and the command runs on");
  }

  /** Tells the other side its size. */
  private interface Resizing {
    void to(Size size) throws IOException;
  }

  private Joining.Outcome joined(Duplex stream, boolean terminal, Resizing resizing, boolean redraw)
      throws IOException {
    Joining joining = new Joining(stream, local, terminal, keys);
    if (!terminal || !local.terminal()) {
      return joining.run();
    }
    Runnable resize = () -> resize(resizing, local.size());
    local.onResize(resize);
    if (redraw) {
      // Programs draw themselves anew when the size changes, and only then.
      Size size = local.size();
      resize(resizing, new Size(size.columns(), size.rows() + 1));
    }
    resize.run();
    try (AutoCloseable _ = local.raw()) {
      return joining.run();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the terminal could not be restored; type reset", e);
    }
  }

  private static void resize(Resizing resizing, Size size) {
    if (size.rows() <= 0 || size.columns() <= 0) {
      return;
    }
    try {
      resizing.to(size);
    } catch (IOException _) {
      // The process just ended, or starts: a wrong size is no reason to fail.
    }
  }
}
