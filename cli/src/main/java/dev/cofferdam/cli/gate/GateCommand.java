package dev.cofferdam.cli.gate;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.PolicyOption;
import dev.cofferdam.cli.shared.Signals;
import dev.cofferdam.cli.shared.StateFolder;
import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.gate.Gate;
import dev.cofferdam.gate.GateSettings;
import dev.cofferdam.gate.GateSettings.ListenAddress;
import dev.cofferdam.gate.GateSettings.Listener;
import dev.cofferdam.gate.connection.Timeouts;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code coffer gate}: runs a gate until it is told to stop. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a Docker API gateway: every Docker client works through it, and only what the policy"
          + " permits reaches the engine.",
      "Prints 'listening URL' for each listener once it accepts. SIGHUP reloads the policies,"
          + " SIGTERM drains."
    })
public final class GateCommand implements Callable<Integer> {
  @Option(
      names = "--engine",
      paramLabel = "URL",
      description = {
        "The engine: unix:///path, tcp://host:port, or"
            + " tcp+tls://host:port?ca=FILE&cert=FILE&key=FILE.",
        "Default: DOCKER_HOST, else unix:///var/run/docker.sock."
      })
  private @Nullable String engine;

  @Option(
      names = "--listen",
      paramLabel = "URL",
      description = {
        "Where to listen; may be repeated: unix:///path?mode=0660&owner=user:group,"
            + " tcp://127.0.0.1:2375, or tcp+tls://host:port?ca=FILE&cert=FILE&key=FILE.",
        "Default: tcp://127.0.0.1:2375."
      })
  private List<String> listen = new ArrayList<>();

  @Option(
      names = "--policy",
      paramLabel = "PRESET|FILE",
      description = "observe, develop, compat, transparent, or a YAML file. Default: develop.")
  private @Nullable String policy;

  @Option(
      names = "--principal",
      paramLabel = "NAME",
      description = "Who calls on these listeners. Default: default.")
  private @Nullable String principal;

  @Option(
      names = "--mount",
      paramLabel = "CLIENT=HOST[:ro]",
      description =
          "A folder that containers may bind, and the path by which callers know it; may be"
              + " repeated.")
  private List<String> mounts = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A YAML file with several listeners, each with its principal and policy.")
  private @Nullable Path config;

  @Option(
      names = "--journal",
      paramLabel = "DIR",
      description =
          "Where every decision is put on record. Default: the state folder's journal; 'none' for"
              + " none.")
  private @Nullable String journal;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description =
          "The state folder. Default: $XDG_STATE_HOME/cofferdam, for root /var/lib/cofferdam.")
  private @Nullable Path state;

  @Option(
      names = "--monitor",
      paramLabel = "URL",
      description = "Serve /metrics (Prometheus) and /health there, as in tcp://127.0.0.1:9323.")
  private @Nullable String monitor;

  @Option(
      names = "--event-loops",
      paramLabel = "N",
      description = "Threads that move bytes, 1 to 64. Default: 1.")
  private @Nullable Integer eventLoops;

  @Option(
      names = "--no-io-uring",
      description =
          "Serve TCP listeners over epoll also where io_uring, which costs less, is there.")
  private boolean noIoUring;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description =
          "Open client connections; beyond it the longest idle one is closed. Default: 16384.")
  private @Nullable Integer maxConnections;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      description = "How long requests in progress are waited for at the end. Default: 10.")
  private @Nullable Integer graceSeconds;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> environment = System.getenv();
    GatePlan plan = plan(environment);
    PrintWriter out = spec.commandLine().getOut();
    try (Journal record = plan.openJournal();
        Gate gate = Gate.start(plan.settings(), record)) {
      // Before anybody is told that it listens, and may therefore tell it to end.
      CountDownLatch stop = new CountDownLatch(1);
      Signals.onReload(() -> reload(gate, plan, environment));
      Signals.onStop(stop);
      gate.addresses().forEach(url -> out.println("listening " + url));
      if (!gate.monitorAddress().isEmpty()) {
        out.println("monitor " + gate.monitorAddress());
      }
      out.flush();
      stop.await();
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()));
    }
  }

  /** What the options and the configuration file say together. */
  GatePlan plan(Map<String, String> environment) {
    GateFile file = config == null ? null : GateFile.read(config, environment);
    if (file != null
        && (!listen.isEmpty() || !mounts.isEmpty() || policy != null || principal != null)) {
      throw CommandFailure.usage(
          "--config says where to listen, who calls and what they may do: leave --listen,"
              + " --principal, --policy and --mount out, or write them into the file");
    }
    Path folder = state;
    if (folder == null) {
      folder = file == null ? null : file.state().orElse(null);
    }
    if (folder == null) {
      folder = StateFolder.of(environment);
    }
    Optional<GateFile> read = Optional.ofNullable(file);
    GateSettings settings =
        new GateSettings(
            engineAddress(read.flatMap(GateFile::engine), environment),
            file == null ? listeners(environment) : file.listeners(),
            Optional.of(folder),
            number("--event-loops", eventLoops, Range.EVENT_LOOPS)
                .or(() -> read.flatMap(GateFile::eventLoops))
                .orElse(1),
            number("--max-connections", maxConnections, Range.MAX_CONNECTIONS)
                .or(() -> read.flatMap(GateFile::maxConnections))
                .orElse(16_384),
            Optional.ofNullable(monitor).or(() -> read.flatMap(GateFile::monitor)),
            Duration.ofSeconds(
                number("--grace", graceSeconds, Range.GRACE_SECONDS)
                    .or(() -> read.flatMap(GateFile::graceSeconds))
                    .orElse(10)),
            Timeouts.DEFAULT,
            !noIoUring && read.flatMap(GateFile::ioUring).orElse(true));
    return new GatePlan(
        settings,
        Optional.ofNullable(journal)
            .or(() -> read.flatMap(GateFile::journal))
            .orElse(folder.resolve("journal").toString()));
  }

  private static Optional<Integer> number(String option, @Nullable Integer given, Range range) {
    try {
      return given == null ? Optional.empty() : Optional.of(range.checked(given));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage(option + " " + given + " " + e.getMessage());
    }
  }

  private EngineAddress engineAddress(
      Optional<EngineAddress> ofFile, Map<String, String> environment) {
    try {
      if (engine != null) {
        return EngineAddress.parse(engine);
      }
      return ofFile.orElseGet(() -> EngineAddress.fromEnvironment(environment));
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--engine: " + e.getMessage());
    }
  }

  private List<Listener> listeners(Map<String, String> environment) {
    Policy loaded =
        PolicyOption.load(Objects.requireNonNullElse(policy, "develop"), mounts, environment);
    Principal caller = named(Objects.requireNonNullElse(principal, "default"));
    List<String> urls = listen.isEmpty() ? List.of("tcp://127.0.0.1:2375") : listen;
    return urls.stream().map(url -> new Listener(address(url), caller, loaded)).toList();
  }

  private static ListenAddress address(String url) {
    try {
      return ListenOption.parse(url);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--listen " + url + ": " + e.getMessage());
    }
  }

  private static Principal named(String name) {
    try {
      return new Principal(name);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--principal " + name + ": " + e.getMessage());
    }
  }

  private void reload(Gate gate, GatePlan running, Map<String, String> environment) {
    PrintWriter err = spec.commandLine().getErr();
    try {
      gate.reload(running.policiesOf(plan(environment)));
      err.println("coffer: policies reloaded");
    } catch (CommandFailure | IllegalArgumentException e) {
      err.println(
          "coffer: the policies could not be reloaded, the old ones stay in force: "
              + e.getMessage());
    }
    err.flush();
  }
}
