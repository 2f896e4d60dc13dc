package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.PolicyOption;
import dev.cofferdam.cli.shared.StateFolder;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Settings;
import dev.cofferdam.policy.Settings.BindMount;
import dev.cofferdam.policy.preset.Policies;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.SessionName;
import dev.cofferdam.session.host.SessionHost;
import dev.cofferdam.session.host.SessionService;
import dev.cofferdam.session.network.NetworkService;
import dev.cofferdam.session.plan.PlanFile;
import dev.cofferdam.session.plan.SessionPlan;
import dev.cofferdam.session.port.LocalhostService;
import dev.cofferdam.session.relay.RelayService;
import dev.cofferdam.session.relay.RelayVariables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code coffer session-host}: the process that serves one session. {@code coffer run} starts it;
 * nobody needs to.
 */
@Command(
    name = "session-host",
    hidden = true,
    mixinStandardHelpOptions = true,
    description = "Serves one workspace session until its container is gone.")
public final class SessionHostCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The session.")
  private String name = "";

  @Option(names = "--state", paramLabel = "DIR", description = "The state folder.")
  private @Nullable Path state;

  @Override
  public Integer call() {
    try {
      Path states = state == null ? StateFolder.of(System.getenv()) : state;
      SessionFolder folder = SessionFolder.in(states, new SessionName(name));
      SessionPlan plan = PlanFile.read(folder.plan());
      SessionHost host = new SessionHost(plan, folder, policy(plan), services(plan), System.out);
      Thread serving = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(serving), "session-host-end"));
      if (!host.serve()) {
        System.out.println("another process serves " + name + " already");
      }
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      throw CommandFailure.failed(String.valueOf(e.getMessage()));
    }
  }

  /** What goes with the gate of this session, in the order in which it starts. */
  private static List<SessionService> services(SessionPlan plan) {
    List<SessionService> services = new ArrayList<>();
    Map<Integer, String> own = new TreeMap<>();
    if (plan.services().relay()) {
      services.add(new RelayService(System.getenv()));
      own.put(RelayVariables.PORT, RelayService.INSIDE);
    }
    if (plan.services().localhost() || !own.isEmpty()) {
      services.add(new LocalhostService(plan.services().localhost(), own));
    }
    services.add(new NetworkService());
    return services;
  }

  /** The plan's policy with the session's mounts, networks and siblings on top. */
  private static Policy policy(SessionPlan plan) {
    Settings settings = PolicyOption.settings(plan.policy(), List.of(), System.getenv());
    List<BindMount> mounts = new ArrayList<>(settings.mounts());
    plan.mounts()
        .forEach(
            mount -> mounts.add(new BindMount(mount.inside(), mount.host(), mount.writable())));
    Set<String> networks = new HashSet<>(settings.sharedNetworks());
    networks.addAll(plan.services().networks());
    Set<String> siblings = new HashSet<>(settings.sharedContainers());
    siblings.addAll(plan.services().siblings());
    return Policies.compile(
        settings.withMounts(mounts).withSharedNetworks(networks).withSharedContainers(siblings));
  }

  /** Told to end: lets the host close what it opened, for as long as the system is patient. */
  private static void end(Thread serving) {
    serving.interrupt();
    try {
      serving.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
