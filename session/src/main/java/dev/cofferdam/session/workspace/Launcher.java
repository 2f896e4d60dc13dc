package dev.cofferdam.session.workspace;

import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionLabels;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.host.HostLock;
import dev.cofferdam.session.host.HostProcess;
import dev.cofferdam.session.host.WaitingHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Starts workspaces and finds those that run. What it makes is either whole or taken away again.
 * Safe for several processes at once: one sets a session up, the others find it.
 */
public final class Launcher {
  static final Duration CALL = Duration.ofSeconds(60);
  static final Duration SERVING = Duration.ofSeconds(30);

  private static final Duration SETTING_UP = Duration.ofMinutes(2);

  private final EngineClient engine;
  private final WaitingHost.Starter hosts;

  /**
   * @param hosts starts the hosts of sessions
   */
  public Launcher(EngineClient engine, WaitingHost.Starter hosts) {
    this.engine = engine;
    this.hosts = hosts;
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
    HostProcess.ensure(folder, hosts).awaitServing(SERVING);
    return found;
  }

  /**
   * Sees to it that a session stays served while this process is in it: a host that dies is
   * replaced. Returns at once.
   */
  public void keepServed(SessionName name, SessionFolder folder) {
    Thread.ofVirtual().name("session-care").start(new HostCare(this, name, folder));
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
    Path file = folder.setupLock();
    long deadline = System.nanoTime() + SETTING_UP.toNanos();
    while (true) {
      folder.create(); // whoever had the lock may have failed and taken the folder away
      Optional<HostLock> taken = HostLock.take(file);
      if (taken.isPresent() && Files.exists(file)) {
        taken.get().mark();
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
   * Begins a new workspace of a session that has none running: its host starts and waits while the
   * caller decides what the workspace is to be.
   */
  public Launch begin(SessionName name, SessionFolder folder) throws IOException {
    return new Launch(engine, this, name, folder, HostProcess.begin(folder, hosts));
  }
}
