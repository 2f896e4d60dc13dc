package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.policy.settings.PolicyFileException;
import dev.cofferdam.session.NewFolder;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionLabels;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.git.RepositoryWatch;
import dev.cofferdam.session.git.Worktree;
import dev.cofferdam.session.host.HostLock;
import dev.cofferdam.session.settings.ProjectSettings;
import dev.cofferdam.session.terminal.DetachKeys;
import dev.cofferdam.session.terminal.LocalStreams;
import dev.cofferdam.session.workspace.ContainerWish;
import dev.cofferdam.session.workspace.Launch;
import dev.cofferdam.session.workspace.Launcher;
import dev.cofferdam.session.workspace.Visit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One {@code coffer run}, from the folder to the exit code. */
final class WorkspaceRun {
  private final RunCommand options;
  private final EngineClient engine;
  private final LocalStreams local;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Map<String, String> environment = System.getenv();

  WorkspaceRun(
      RunCommand options,
      EngineClient engine,
      LocalStreams local,
      PrintWriter out,
      PrintWriter err) {
    this.options = options;
    this.engine = engine;
    this.local = local;
    this.out = out;
    this.err = err;
  }

  int run(Path given, List<String> command) throws IOException, InterruptedException {
    WorkspacePreparation.check(options); // before anything is made
    Path state = options.engine.state();
    Path named = ProjectFolder.of(given, state, environment);
    Path project = named;
    engine.lookups(java.time.Duration.ofSeconds(20)).ping();
    Optional<Worktree> worktree = Optional.empty();
    if (options.worktree != null) {
      worktree = Optional.of(Worktree.of(project, options.worktree));
      project = worktree.get().folder();
    }
    ProjectSettings settings = settings(project);
    DetachKeys keys = detachKeys(settings);
    SessionName name = name(project);
    SessionFolder folder = SessionFolder.in(state, name);
    Launcher launcher = new Launcher(engine, options.early::take);
    boolean terminal = options.detach || local.terminal();
    try (NewFolder made = NewFolder.create(folder);
        HostLock lock = launcher.settingUp(folder)) {
      Optional<ContainerInfo> running = launcher.running(name, folder, project.toString());
      if (running.isPresent()) {
        made.keep();
        lock.close();
        options.early.close();
        launcher.keepServed(name, folder);
        return join(keys, name, folder, running.get(), command);
      }
      try (Launch launch = launcher.begin(name, folder)) {
        ContainerWish wish =
            new WorkspacePreparation(options, engine, environment, local, err)
                .prepare(name, folder, named, project, worktree, settings, command, terminal);
        SessionRecording.want(folder, options.record || settings.record());
        String id = launch.create(wish);
        if (options.detach) {
          launch.start(wish.command());
          made.keep();
          launch.awaitServed();
          out.println(name);
          out.flush();
          return 0;
        }
        OptionalInt code;
        try (SessionRecording recorded = SessionRecording.of(folder, project, local, err)) {
          code =
              new Visit(engine, recorded.streams(), keys)
                  .main(
                      id,
                      terminal,
                      false,
                      () -> {
                        launch.start(wish.command());
                        made.keep();
                        lock.close(); // from now on others may join
                        launch.watchServed();
                      });
        }
        launch.checkServed();
        return code.isEmpty() ? left(name) : ended(name, project, folder, id, code.getAsInt());
      }
    }
  }

  private int left(SessionName name) {
    SessionJoin.sayLeft(err, name);
    return 0;
  }

  private int ended(SessionName name, Path project, SessionFolder folder, String id, int code)
      throws IOException, InterruptedException {
    new SessionEnd(engine, local, err, options.end)
        .of(name, id, new RepositoryWatch(project, folder.root().resolve("repository")), folder);
    return code;
  }

  /** The session runs: its terminal again, or a command beside it. */
  private int join(
      DetachKeys keys,
      SessionName name,
      SessionFolder folder,
      ContainerInfo running,
      List<String> command)
      throws IOException, InterruptedException {
    if (options.detach) {
      if (!command.isEmpty()) {
        throw CommandFailure.failed(
            name
                + " runs already, so the command was not started; leave --detach out to run it"
                + " there");
      }
      out.println(name);
      out.flush();
      return 0;
    }
    Path project = Path.of(running.labels().getOrDefault(SessionLabels.PROJECT, "/"));
    if (options.record) {
      SessionRecording.want(folder, true);
    }
    OptionalInt code;
    try (SessionRecording recorded = SessionRecording.of(folder, project, local, err)) {
      Visit visit = new Visit(engine, recorded.streams(), keys);
      code = SessionJoin.of(visit, local, running, command);
    }
    if (code.isEmpty()) {
      return left(name);
    }
    if (command.isEmpty() && SessionJoin.toMain(running, local)) {
      return ended(name, project, folder, running.id(), code.getAsInt());
    }
    return code.getAsInt();
  }

  private ProjectSettings settings(Path project) throws IOException {
    try {
      return ProjectSettings.read(project);
    } catch (PolicyFileException e) {
      throw CommandFailure.usage("the project's settings cannot be used:\n" + e.getMessage());
    }
  }

  private DetachKeys detachKeys(ProjectSettings settings) {
    try {
      return options.detachKeys == null
          ? settings.detachKeys()
          : DetachKeys.parse(options.detachKeys);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--detach-keys: " + e.getMessage());
    }
  }

  private SessionName name(Path project) {
    try {
      return options.name == null ? SessionName.of(project) : new SessionName(options.name);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--name: " + e.getMessage());
    }
  }
}
