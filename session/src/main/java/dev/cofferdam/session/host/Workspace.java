package dev.cofferdam.session.host;

import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineException;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionName;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The container of a session, as its host follows it. Safe for any thread. */
public final class Workspace {
  /** How long a host waits for a container that was to be started. */
  private static final Duration COMING = Duration.ofMinutes(10);

  /** How long an engine may be away before the host gives up. */
  private static final Duration AWAY = Duration.ofMinutes(10);

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final EngineClient engine;
  private final SessionName name;
  private final SessionFolder folder;
  private final CompletableFuture<String> running = new CompletableFuture<>();

  Workspace(EngineClient engine, SessionName name, SessionFolder folder) {
    this.engine = engine;
    this.name = name;
    this.folder = folder;
  }

  /**
   * Waits until the container runs.
   *
   * @return its full id; empty when it never came, and the host is about to end
   */
  public Optional<String> awaitRunning() throws InterruptedException {
    try {
      return Optional.of(running.get()).filter(id -> !id.isEmpty());
    } catch (ExecutionException e) {
      throw new IllegalStateException("nobody fails this future", e);
    }
  }

  /**
   * Follows the container from before its start to its end.
   *
   * @return why there is nothing left to serve
   */
  String follow() throws InterruptedException {
    try {
      Optional<String> id = awaitStart();
      if (id.isEmpty()) {
        return "the workspace did not start, or has ended already";
      }
      running.complete(id.get());
      return awaitEnd(id.get());
    } finally {
      running.complete("");
    }
  }

  private Optional<String> awaitStart() throws InterruptedException {
    long deadline = System.nanoTime() + COMING.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        Optional<String> found = running();
        // Whoever sets the session up holds a lock until the container was started.
        if (found.isEmpty() && (!HostLock.held(folder.setupLock()) || isAbandoned())) {
          return running();
        }
        if (found.isPresent()) {
          return found;
        }
      } catch (IOException _) {
        // The engine is busy or restarts; the deadline bounds the waiting.
      }
      Thread.sleep(PAUSE);
    }
    return Optional.empty();
  }

  /**
   * Whether somebody sets the session up anew, and waits for this host to end: the plan was written
   * under an earlier lock, whose holder was killed.
   */
  private boolean isAbandoned() throws IOException {
    return Files.getLastModifiedTime(folder.setupLock())
            .compareTo(Files.getLastModifiedTime(folder.plan()))
        > 0;
  }

  private Optional<String> running() throws IOException {
    return engine
        .lookups(Duration.ofSeconds(10))
        .inspectContainer(name.container())
        .filter(ContainerInfo::running)
        .map(ContainerInfo::id);
  }

  private String awaitEnd(String id) throws InterruptedException {
    long lastAnswer = System.nanoTime();
    while (true) {
      try {
        return engine
            .actions(Duration.ofSeconds(10))
            .awaitEnd(id)
            .map(code -> "the workspace ended with exit code " + code)
            .orElse("the workspace was removed");
      } catch (EngineException e) {
        return "the engine does not know the workspace any more: " + e.engineMessage();
      } catch (IOException e) {
        if (answers()) {
          lastAnswer = System.nanoTime();
        } else if (System.nanoTime() - lastAnswer > AWAY.toNanos()) {
          return "the engine is gone: " + e.getMessage();
        }
      }
      Thread.sleep(PAUSE);
    }
  }

  private boolean answers() {
    try {
      engine.lookups(Duration.ofSeconds(10)).ping();
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
