package dev.cofferdam.session.workspace;

import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.EngineActions;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineException;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionLabels;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.host.HostProcess;
import dev.cofferdam.session.plan.PlanFile;
import dev.cofferdam.session.plan.SessionPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One workspace in the making. Its host is a process that takes as long to start as the engine
 * takes to create and start the container, so the two go on beside each other. Closing it before
 * the container was started takes back all that was made. For one thread.
 */
public final class Launch implements AutoCloseable {
  private static final Duration GONE = Duration.ofSeconds(20);

  private final EngineClient engine;
  private final EngineActions actions;
  private final Launcher launcher;
  private final SessionName name;
  private final SessionFolder folder;
  private final HostProcess host;
  private String id = "";
  private String newHome = "";
  private boolean started;
  private volatile @Nullable IOException failure;

  Launch(
      EngineClient engine,
      Launcher launcher,
      SessionName name,
      SessionFolder folder,
      HostProcess host) {
    this.engine = engine;
    this.actions = engine.actions(Launcher.CALL);
    this.launcher = launcher;
    this.name = name;
    this.folder = folder;
    this.host = host;
  }

  /**
   * Creates the container with everything ready for its start.
   *
   * @return the container's id
   * @throws WorkspaceException with 125 when the engine refuses it
   */
  public String create(ContainerWish wish) throws IOException, InterruptedException {
    SessionPlan plan = wish.plan();
    Optional<ContainerInfo> ended = launcher.find(name, plan.project());
    if (ended.isPresent()) {
      actions.removeContainer(ended.get().id());
    }
    HostProcess.awaitGone(folder, GONE);
    // Of a host that was killed; the container waits for a new one.
    Files.deleteIfExists(folder.gateSocket());
    PlanFile.write(folder.plan(), plan);
    host.go();
    try {
      ensureHome();
      id = actions.createContainer(name.container(), WorkspaceBody.of(wish, folder));
      UserEntry.write(actions, id, plan.user());
      HomeFiles.write(actions, id, plan.user(), wish.home());
    } catch (EngineException refusal) {
      throw new WorkspaceException(
          125, "the engine refused the workspace's container: " + refusal.engineMessage());
    }
    if (!WorkspaceBody.waitsInside(wish)) {
      host.awaitServing(Launcher.SERVING);
    }
    return id;
  }

  private void ensureHome() throws IOException {
    if (engine.lookups(Launcher.CALL).inspectVolume(name.homeVolume()).isPresent()) {
      return;
    }
    newHome = name.homeVolume();
    engine
        .lookups(Launcher.CALL)
        .createVolume(
            newHome, Map.of(SessionLabels.KIND, "workspace", SessionLabels.NAME, name.value()));
  }

  /**
   * Starts the created container.
   *
   * @throws WorkspaceException with 127 when its command does not exist, 126 when it cannot be run,
   *     125 for any other refusal
   */
  public void start(List<String> command) throws IOException {
    try {
      actions.startContainer(id);
      started = true;
    } catch (EngineException e) {
      String said = e.engineMessage().toLowerCase(Locale.ROOT);
      String first = command.isEmpty() ? "its command" : command.getFirst();
      if (said.contains("executable file not found") || said.contains("no such file")) {
        throw new WorkspaceException(127, "there is no " + first + " in the workspace");
      }
      if (said.contains("permission denied")) {
        throw new WorkspaceException(126, first + " cannot be run in the workspace");
      }
      throw new WorkspaceException(125, "the workspace cannot be started: " + e.engineMessage());
    }
  }

  /**
   * Waits until the session's host serves the started container.
   *
   * @throws IOException when it does not come; the container is gone then
   */
  public void awaitServed() throws IOException, InterruptedException {
    try {
      host.awaitServing(Launcher.SERVING);
    } catch (IOException e) {
      if (host.ended()) {
        return; // it served, and the container has ended already
      }
      failure = e;
      actions.removeContainer(id);
      throw e;
    }
  }

  /**
   * The same beside the caller, who hears of it by {@link #checkServed} when the container ends.
   */
  public void watchServed() {
    Thread.ofVirtual()
        .name("session-served")
        .start(() -> {
          try {
            awaitServed();
            launcher.keepServed(name, folder);
          } catch (IOException _) {
            // Kept.
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /**
   * @throws IOException when the container was taken away for want of a host
   */
  public void checkServed() throws IOException {
    IOException kept = failure;
    if (kept != null) {
      throw kept;
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (started) {
      return;
    }
    host.abandon();
    if (!id.isEmpty()) {
      actions.removeContainer(id);
    }
    HostProcess.awaitGone(folder, GONE);
    if (!newHome.isEmpty()) {
      engine.leftovers(Launcher.CALL).removeVolume(newHome);
    }
  }
}
