package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.PolicyOption;
import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.engine.client.EngineInfo;
import dev.cofferdam.engine.client.EngineVersion;
import dev.cofferdam.policy.EngineTraits;
import dev.cofferdam.policy.Settings.Preset;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.git.GitEnvironment;
import dev.cofferdam.session.git.RepositoryWatch;
import dev.cofferdam.session.git.Worktree;
import dev.cofferdam.session.image.Agent;
import dev.cofferdam.session.image.Profile;
import dev.cofferdam.session.image.WorkspaceImage;
import dev.cofferdam.session.plan.SessionPlan;
import dev.cofferdam.session.plan.SessionPlan.Mount;
import dev.cofferdam.session.plan.SessionPlan.User;
import dev.cofferdam.session.relay.AccountChoice;
import dev.cofferdam.session.relay.Accounts;
import dev.cofferdam.session.relay.AgentHome;
import dev.cofferdam.session.relay.RelayVariables;
import dev.cofferdam.session.secret.SecretFiles;
import dev.cofferdam.session.secret.SecretSource;
import dev.cofferdam.session.settings.LimitWords;
import dev.cofferdam.session.settings.ProjectSettings;
import dev.cofferdam.session.settings.Trust;
import dev.cofferdam.session.terminal.LocalStreams;
import dev.cofferdam.session.terminal.LocalStreams.Size;
import dev.cofferdam.session.workspace.AgentUser;
import dev.cofferdam.session.workspace.ContainerWish;
import dev.cofferdam.session.workspace.Limits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides what a new workspace is made of, from options, settings, the project and the machine. */
final class WorkspacePreparation {
  private final RunCommand options;
  private final EngineClient engine;
  private final Map<String, String> environment;
  private final LocalStreams local;
  private final PrintWriter err;

  WorkspacePreparation(
      RunCommand options,
      EngineClient engine,
      Map<String, String> environment,
      LocalStreams local,
      PrintWriter err) {
    this.options = options;
    this.engine = engine;
    this.environment = environment;
    this.local = local;
    this.err = err;
  }

  /**
   * @param given the folder that the user named
   * @param project the folder that the agent gets: the same, or its worktree
   */
  ContainerWish prepare(
      SessionName name,
      SessionFolder folder,
      Path given,
      Path project,
      Optional<Worktree> worktree,
      ProjectSettings settings,
      List<String> command,
      boolean terminal)
      throws IOException, InterruptedException {
    // None of these depends on what is decided below, and each takes its time.
    Meanwhile<EngineInfo> info =
        Meanwhile.start(() -> engine.lookups(Duration.ofSeconds(20)).info());
    Meanwhile<EngineVersion> version =
        Meanwhile.start(() -> engine.lookups(Duration.ofSeconds(20)).version());
    Meanwhile<Map<String, String>> gitVariables = Meanwhile.start(() -> GitEnvironment.of(project));
    Agent agent = agent(settings);
    Profile profile = profile(settings, project);
    String policy = policy(settings, project);
    PolicyOption.settings(policy, List.of(), environment); // to fail before anything is made
    List<SecretSource> sources = secretSources(settings);
    Optional<Path> git = gitFolder(project, worktree);
    List<String> wishes = new ArrayList<>(Trust.wishes(settings));
    // What .git in a project says is the agent's word, once an agent has worked there.
    git.filter(elsewhere -> !Worktree.isAbove(given, elsewhere))
        .ifPresent(elsewhere -> wishes.add("change the git repository " + elsewhere));
    new TrustQuestion(local, err, options.trust)
        .ask(new Trust(options.engine.state(), project), wishes);
    RepositoryWatch watch = new RepositoryWatch(project, folder.root().resolve("repository"));
    Meanwhile<List<String>> repository = Meanwhile.start(watch::look);
    Map<String, byte[]> secrets = new TreeMap<>();
    for (SecretSource source : sources) {
      secrets.put(source.name(), source.read(project, environment));
    }
    Accounts accounts = accounts(agent, settings);
    User user = AgentUser.of(project, folder.root());
    if (!AgentUser.mayWrite(user, project)) {
      err.println(
          "coffer: the agent works as user "
              + user
              + ", never as root, and may not write to "
              + project
              + ". To let it: chown -R "
              + user
              + " "
              + project);
      err.flush();
    }
    WorkspaceImage.Ready image = image(settings, project, profile, agent);
    Map<String, String> variables = new TreeMap<>(RelayVariables.inside(accounts));
    if (!buildKitWorks(policy, version.get())) {
      // Else new clients ask for BuildKit first, and each build ends with the hint to set this.
      variables.put("DOCKER_BUILDKIT", "0");
    }
    variables.putAll(gitVariables.get());
    variables.putAll(variables(settings));
    accounts.save(folder.credentials());
    SessionPlan plan =
        new SessionPlan(
            name.value(),
            engine.address().toString(),
            project.toString(),
            agent.word(),
            user,
            policy,
            mounts(settings, project, git),
            settings.services().withRelay(!accounts.isEmpty()));
    watch.begin(repository.get());
    return new ContainerWish(
        plan,
        image.reference(),
        image.init() ? ContainerWish.Init.IMAGE : ContainerWish.Init.ENGINE,
        command.isEmpty() ? agent.command() : command,
        variables,
        new SecretFiles(folder.secrets()).replace(secrets, user),
        AgentHome.files(accounts, List.of(SessionPlan.WORKSPACE, project.toString())),
        limits(settings, info.get()),
        terminal ? terminalSize() : null);
  }

  /** What the relay puts in. The agent's own provider, unless the settings want all. */
  private Accounts accounts(Agent agent, ProjectSettings settings) throws IOException {
    try {
      return AccountChoice.of(
          agent.word(), settings.services().relay(), options.credentials, environment);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Size terminalSize() {
    return local.terminal() ? local.size() : new Size(0, 0);
  }

  /**
   * @throws CommandFailure when an option is a word that nobody knows
   */
  static void check(RunCommand options) {
    word("--agent", options.agent, Agent::parse);
    word("--profile", options.profile, Profile::parse);
    word("--memory", options.memory, LimitWords::memory);
    word("--cpus", options.cpus, LimitWords::cpus);
    word("--pids-limit", options.pids, LimitWords::count);
  }

  private Agent agent(ProjectSettings settings) {
    return word("--agent", options.agent, Agent::parse).or(settings::agent).orElse(Agent.SHELL);
  }

  private Profile profile(ProjectSettings settings, Path project) {
    return word("--profile", options.profile, Profile::parse)
        .or(settings::profile)
        .orElseGet(() -> Profile.of(project));
  }

  private static <T> Optional<T> word(
      String option, @Nullable String word, Function<String, T> parser) {
    try {
      return Optional.ofNullable(word).map(parser);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(option + " " + word + " " + e.getMessage());
    }
  }

  /** A preset, or the absolute path of a file. */
  private String policy(ProjectSettings settings, Path project) {
    if (options.policy != null) {
      return PolicyOption.isPreset(options.policy)
          ? options.policy
          : Path.of(options.policy).toAbsolutePath().normalize().toString();
    }
    String set = settings.policy().orElse("develop");
    return PolicyOption.isPreset(set) ? set : project.resolve(set).normalize().toString();
  }

  private List<SecretSource> secretSources(ProjectSettings settings) {
    List<SecretSource> sources = new ArrayList<>(settings.secrets());
    for (String secret : options.secrets) {
      try {
        sources.add(SecretSource.parse(secret));
      } catch (IllegalArgumentException e) {
        throw CommandFailure.usage("--secret: " + e.getMessage());
      }
    }
    return sources;
  }

  private Map<String, String> variables(ProjectSettings settings) {
    Map<String, String> variables = new TreeMap<>();
    for (String name : List.of("TERM", "COLORTERM", "LANG", "TZ")) {
      String value = environment.get(name);
      if (value != null && !value.isEmpty()) {
        variables.put(name, value);
      }
    }
    variables.remove("LANG"); // the image has C.UTF-8 and no other
    List<String> given = new ArrayList<>(settings.environment());
    given.addAll(options.environment);
    for (String variable : given) {
      int equals = variable.indexOf('=');
      String name = equals < 0 ? variable : variable.substring(0, equals);
      if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        throw CommandFailure.usage("--env " + name + ": a variable is NAME or NAME=value");
      }
      String value = equals < 0 ? environment.get(name) : variable.substring(equals + 1);
      if (value != null) {
        variables.put(name, value);
      }
    }
    return variables;
  }

  private WorkspaceImage.Ready image(
      ProjectSettings settings, Path project, Profile profile, Agent agent) throws IOException {
    WorkspaceImage.Wish wish =
        new WorkspaceImage.Wish(
            project,
            profile,
            agent,
            settings.imageBase(),
            options.buildNetwork == null ? settings.imageNetwork() : options.buildNetwork,
            settings.imageName());
    BuildProgress progress = new BuildProgress(err);
    try {
      return WorkspaceImage.on(engine, environment).ensure(wish, progress);
    } catch (IOException e) {
      progress.showEnd();
      throw e;
    }
  }

  private static List<Mount> mounts(ProjectSettings settings, Path project, Optional<Path> git) {
    List<Mount> mounts = new ArrayList<>();
    String host = project.toString();
    mounts.add(new Mount(SessionPlan.WORKSPACE, host, true));
    if (ProjectFolder.fitsInside(project)) {
      mounts.add(new Mount(host, host, true));
    }
    git.ifPresent(path -> mounts.add(new Mount(path.toString(), path.toString(), true)));
    mounts.addAll(settings.mounts());
    return mounts;
  }

  /** Policies that let it pass unread do so on any engine. */
  private static boolean buildKitWorks(String policy, EngineVersion version) {
    if (policy.equals(Preset.TRANSPARENT.name().toLowerCase(Locale.ROOT))) {
      return true;
    }
    ApiVersion newest = ApiVersion.parse(version.apiVersion());
    return newest != null && new EngineTraits(newest, ApiVersion.FLOOR).enforcesSourcePolicies();
  }

  /** The repository's shared folder, where it lies outside of the project. */
  private static Optional<Path> gitFolder(Path project, Optional<Worktree> worktree)
      throws IOException, InterruptedException {
    Optional<Path> git =
        worktree.isPresent()
            ? worktree.map(Worktree::gitFolder)
            // Somebody may have made a worktree without us, and runs in it.
            : Files.isRegularFile(project.resolve(".git"))
                ? Worktree.commonFolder(project)
                : Optional.empty();
    return git.filter(ProjectFolder::fitsInside).filter(path -> !path.startsWith(project));
  }

  private Limits limits(ProjectSettings settings, EngineInfo info) {
    Limits usual = Limits.of(info.memory(), info.cpus());
    return new Limits(
        word("--memory", options.memory, LimitWords::memory)
            .or(settings::memoryBytes)
            .orElse(usual.memoryBytes()),
        word("--cpus", options.cpus, LimitWords::cpus)
            .or(settings::nanoCpus)
            .map(n -> Math.min(n, usual.nanoCpus()))
            .orElse(usual.nanoCpus()),
        word("--pids-limit", options.pids, LimitWords::count)
            .or(settings::pids)
            .orElse(usual.pids()));
  }
}
