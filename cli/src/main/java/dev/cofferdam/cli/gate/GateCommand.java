package dev.cofferdam.cli.gate;

import dev.cofferdam.cli.CommandFailure;
import dev.cofferdam.cli.PolicyOption;
import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.gate.Gate;
import dev.cofferdam.gate.GateSettings;
import dev.cofferdam.gate.GateSettings.Listener;
import dev.cofferdam.journal.FileJournal;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.journal.JournalSettings;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coffer gate}: runs a gate until it is told to stop. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a Docker API gateway: every Docker client works through it, and only what the policy permits reaches"
          + " the engine.",
      "Prints 'listening URL' for each listener once it accepts. SIGHUP reloads the policies, SIGTERM drains."
    })
public final class GateCommand implements Callable<Integer> {
  @Option(
      names = "--engine",
      paramLabel = "URL",
      description = {
        "The engine: unix:///path, tcp://host:port, or tcp+tls://host:port?ca=FILE&cert=FILE&key=FILE.",
        "Default: DOCKER_HOST, else unix:///var/run/docker.sock."
      })
  private @Nullable String engine;

  @Option(
      names = "--listen",
      paramLabel = "URL",
      description = {
        "Where to listen; may be repeated: unix:///path?mode=0660&owner=user:group, tcp://127.0.0.1:2375, or"
            + " tcp+tls://host:port?ca=FILE&cert=FILE&key=FILE.",
        "Default: tcp://127.0.0.1:2375."
      })
  private List<String> listen = new ArrayList<>();

  @Option(
      names = "--policy",
      paramLabel = "PRESET|FILE",
      defaultValue = "develop",
      description =
          "observe, develop, compat, transparent, or a YAML file. Default: ${DEFAULT-VALUE}.")
  private String policy = "develop";

  @Option(
      names = "--principal",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Who calls on these listeners. Default: ${DEFAULT-VALUE}.")
  private String principal = "default";

  @Option(
      names = "--mount",
      paramLabel = "CLIENT=HOST[:ro]",
      description =
          "A folder that containers may bind, and the path by which callers know it; may be repeated.")
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
          "Where every decision is put on record. Default: the state folder's journal; 'none' for none.")
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
      defaultValue = "1",
      description = "Threads that move bytes. Default: ${DEFAULT-VALUE}.")
  private int eventLoops = 1;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      defaultValue = "16384",
      description =
          "Open client connections; beyond it the longest idle one is closed. Default: ${DEFAULT-VALUE}.")
  private int maxConnections = 16384;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long requests in progress are waited for at the end. Default: ${DEFAULT-VALUE}.")
  private int graceSeconds = 10;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> environment = System.getenv();
    List<Listener> listeners = listeners(environment);
    Path folder = state == null ? StateFolder.of(environment) : state;
    GateSettings settings =
        new GateSettings(
            engineAddress(environment),
            listeners,
            Optional.of(folder),
            eventLoops,
            maxConnections,
            Optional.ofNullable(monitor),
            Duration.ofSeconds(graceSeconds));
    try (Journal record = openJournal(folder);
        Gate gate = Gate.start(settings, record)) {
      gate.addresses().forEach(url -> System.out.println("listening " + url));
      if (monitor != null) {
        System.out.println("monitor " + gate.monitorAddress());
      }
      System.out.flush();
      CountDownLatch stop = new CountDownLatch(1);
      CountDownLatch stopped = new CountDownLatch(1);
      Signals.onReload(() -> reload(gate, environment));
      Signals.onStop(stop, stopped);
      stop.await();
      gate.close();
      record.close();
      stopped.countDown();
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()));
    }
  }

  private EngineAddress engineAddress(Map<String, String> environment) {
    try {
      return engine == null
          ? EngineAddress.fromEnvironment(environment)
          : EngineAddress.parse(engine);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("--engine: " + e.getMessage());
    }
  }

  private List<Listener> listeners(Map<String, String> environment) {
    if (config != null) {
      if (!listen.isEmpty() || !mounts.isEmpty()) {
        throw CommandFailure.usage(
            "--config says where to listen and what to mount: leave --listen and --mount out");
      }
      return GateFile.read(config, environment);
    }
    Policy loaded = PolicyOption.load(policy, mounts, environment);
    List<String> urls = listen;
    if (urls.isEmpty()) {
      urls = List.of("tcp://127.0.0.1:2375");
    }
    return urls.stream()
        .map(url -> new Listener(ListenOption.parse(url), named(principal), loaded))
        .toList();
  }

  static Principal named(String name) {
    try {
      return new Principal(name);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.usage("principal " + name + ": " + e.getMessage());
    }
  }

  private void reload(Gate gate, Map<String, String> environment) {
    try {
      gate.reload(listeners(environment).stream().map(Listener::policy).toList());
      System.err.println("coffer: policies reloaded");
    } catch (CommandFailure | IllegalArgumentException e) {
      System.err.println(
          "coffer: the policies could not be reloaded, the old ones stay in force: "
              + e.getMessage());
    }
  }

  private Journal openJournal(Path folder) throws IOException {
    if ("none".equals(journal)) {
      return Journal.none();
    }
    Path dir = journal == null ? folder.resolve("journal") : Path.of(journal);
    return FileJournal.open(dir, JournalSettings.DEFAULT);
  }
}
