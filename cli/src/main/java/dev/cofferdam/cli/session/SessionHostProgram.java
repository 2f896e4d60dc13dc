package dev.cofferdam.cli.session;

import dev.cofferdam.cli.shared.CommandFailure;
import dev.cofferdam.cli.shared.PolicyOption;
import dev.cofferdam.gate.Gate;
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

/**
 * {@code coffer session-host --state DIR NAME}: the process that serves one session. {@code coffer
 * run} starts it, as early as it can, and nobody else needs to; so its words are fixed, and
 * picocli, which costs a start more than all else, is left out. It serves when it is told to by a
 * line on its standard input, and ends when that ends without one.
 */
public final class SessionHostProgram {
  /** The first of its arguments. */
  public static final String WORD = "session-host";

  private SessionHostProgram() {}

  /**
   * Runs it.
   *
   * @return the exit code of the process
   */
  public static int run(String... arguments) {
    if (arguments.length != 4 || !arguments[0].equals(WORD) || !arguments[1].equals("--state")) {
      System.err.println("coffer: session-host is started by coffer run, not by hand");
      return 2;
    }
    try {
      SessionName name = new SessionName(arguments[3]);
      load();
      if (System.in.read() < 0) {
        return 0; // whoever started it has changed its mind, or was killed
      }
      Thread serving = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(serving), "session-host-end"));
      serve(Path.of(arguments[2]), name);
      return 0;
    } catch (IOException | IllegalArgumentException | CommandFailure e) {
      System.err.println("coffer: " + e.getMessage());
      return 1;
    }
  }

  /** Serves the session until its container is gone or this thread is interrupted. */
  public static void serve(Path state, SessionName name) throws IOException {
    SessionFolder folder = SessionFolder.in(state, name);
    SessionPlan plan = PlanFile.read(folder.plan());
    SessionHost host = new SessionHost(plan, folder, policy(plan), services(plan), System.out);
    if (!host.serve()) {
      System.out.println("another process serves " + name + " already");
    }
  }

  /** Uses what every session needs, while the command that started this one still prepares. */
  private static void load() {
    PlanFile.load();
    Policies.compile(PolicyOption.settings("develop", List.of(), Map.of()));
    Gate.load();
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
