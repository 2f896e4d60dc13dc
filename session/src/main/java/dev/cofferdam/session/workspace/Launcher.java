package dev.cofferdam.session.workspace;

import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.EngineActions;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineException;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionLabels;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.host.HostLock;
import dev.cofferdam.session.host.HostProcess;
import dev.cofferdam.session.plan.PlanFile;
import dev.cofferdam.session.plan.SessionPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Starts workspaces and finds those that run. What it makes is either whole or taken away again.
 * Safe for several processes at once: one sets a session up, the others find it.
 */
public final class Launcher {
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final Duration SERVING = Duration.ofSeconds(30);
  private static final Duration GONE = Duration.ofSeconds(20);
  private static final Duration SETTING_UP = Duration.ofMinutes(2);

  private final EngineClient engine;
  private final List<String> hostCommand;

  /**
   * @param hostCommand what starts the host of a session; its name is added
   */
  public Launcher(EngineClient engine, List<String> hostCommand) {
    this.engine = engine;
    this.hostCommand = List.copyOf(hostCommand);
  }

  /**
   * The running workspace of a session, with a host that serves it: one that was killed is started
   * again.
   *
   * @param project the project it must belong to; empty for any
   * @throws WorkspaceException when the name belongs to something else
   */
  public Optional<ContainerInfo> running(SessionName name, SessionFolder folder, String project)
      throws IOException, InterruptedException {
    Optional<ContainerInfo> found = find(name, project);
    if (found.isEmpty() || !found.get().running()) {
      return Optional.empty();
    }
    HostProcess.ensure(folder, hostCommand(name)).awaitServing(SERVING);
    return found;
  }

  /**
   * The container of a session, running or not.
   *
   * @throws WorkspaceException when the name belongs to something else
   */
  public Optional<ContainerInfo> find(SessionName name, String project) throws IOException {
    Optional<ContainerInfo> found = engine.lookups(CALL).inspectContainer(name.container());
    if (found.isEmpty() || !found.get().name().equals(name.container())) {
      return Optional.empty();
    }
    Map<String, String> labels = found.get().labels();
    if (!name.value().equals(labels.get(SessionLabels.NAME))) {
      throw new WorkspaceException(
          1,
          "there is a container "
              + name.container()
              + " that Cofferdam did not make: choose another name with --name, or remove it");
    }
    String other = labels.getOrDefault(SessionLabels.PROJECT, "");
    if (!project.isEmpty() && !project.equals(other)) {
      throw new WorkspaceException(
          1,
          "the name "
              + name
              + " is taken by the session of "
              + other
              + ": choose another with --name, or end that one with coffer kill "
              + name);
    }
    return found;
  }

  /** Runs alone for this session on this machine. */
  public HostLock settingUp(SessionFolder folder) throws IOException, InterruptedException {
    Path file = folder.root().resolve("setup.lock");
    long deadline = System.nanoTime() + SETTING_UP.toNanos();
    while (true) {
      folder.create(); // whoever had the lock may have failed and taken the folder away
      Optional<HostLock> taken = HostLock.take(file);
      if (taken.isPresent() && Files.exists(file)) {
        return taken.get();
      }
      if (taken.isPresent()) {
        taken.get().close();
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("another coffer has been setting this session up for two minutes");
      }
      Thread.sleep(50);
    }
  }

  /**
   * Creates the container with everything ready for its start, and its host beside it.
   *
   * @return the container's id
   */
  public String create(ContainerWish wish, SessionFolder folder)
      throws IOException, InterruptedException {
    SessionPlan plan = wish.plan();
    SessionName name = plan.sessionName();
    Optional<ContainerInfo> ended = find(name, plan.project());
    if (ended.isPresent()) {
      engine.actions(CALL).removeContainer(ended.get().id());
    }
    HostProcess.awaitGone(folder, GONE);
    PlanFile.write(folder.plan(), plan);
    HostProcess host = HostProcess.ensure(folder, hostCommand(name));
    String id = "";
    boolean newHome = false;
    EngineActions actions = engine.actions(CALL);
    try {
      newHome = ensureHome(name);
      id = actions.createContainer(name.container(), WorkspaceBody.of(wish, folder));
      UserEntry.write(actions, id, plan.user());
      HomeFiles.write(actions, id, plan.user(), wish.home());
      host.awaitServing(SERVING);
      return id;
    } catch (IOException | InterruptedException | RuntimeException e) {
      host.abandon();
      if (!id.isEmpty()) {
        actions.removeContainer(id);
      }
      HostProcess.awaitGone(folder, GONE);
      if (newHome) {
        engine.leftovers(CALL).removeVolume(name.homeVolume());
      }
      if (e instanceof EngineException refusal) {
        throw new WorkspaceException(
            125, "the engine refused the workspace's container: " + refusal.engineMessage());
      }
      throw e;
    }
  }

  /** Whether it was made just now. */
  private boolean ensureHome(SessionName name) throws IOException {
    if (engine.lookups(CALL).inspectVolume(name.homeVolume()).isPresent()) {
      return false;
    }
    engine
        .lookups(CALL)
        .createVolume(
            name.homeVolume(),
            Map.of(SessionLabels.KIND, "workspace", SessionLabels.NAME, name.value()));
    return true;
  }

  /**
   * Starts a created container; when that fails, takes it away.
   *
   * @throws WorkspaceException with 127 when its command does not exist, 126 when it cannot be run,
   *     125 for any other refusal
   */
  public void start(String id, List<String> command) throws IOException {
    try {
      engine.actions(CALL).startContainer(id);
    } catch (EngineException e) {
      engine.actions(CALL).removeContainer(id);
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

  private List<String> hostCommand(SessionName name) {
    List<String> command = new java.util.ArrayList<>(hostCommand);
    command.add(name.value());
    return command;
  }
}
