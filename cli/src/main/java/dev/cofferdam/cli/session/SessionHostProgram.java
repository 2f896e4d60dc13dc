package dev.cofferdam.cli.session;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * {@code coffer session-host}: the process that serves one session. {@code coffer run} starts it,
 * as early as it can, and nobody else needs to; so its word is fixed, and picocli, which costs a
 * start more than all else, is left out. It serves when it is told to by two lines on its standard
 * input, the session's name and the state folder, and ends when that ends without them. From then
 * on it prints to the session's log.
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
    if (arguments.length != 1 || !arguments[0].equals(WORD)) {
      System.err.println("coffer: session-host is started by coffer run, not by hand");
      return 2;
    }
    try {
      load();
      BufferedReader told = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      String first = told.readLine();
      String second = told.readLine();
      if (first == null || second == null) {
        return 0; // whoever started it has changed its mind, or was killed
      }
      SessionName name = new SessionName(first);
      Path state = Path.of(second);
      printTo(SessionFolder.in(state, name).log());
      Thread serving = Thread.currentThread();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(serving), "session-host-end"));
      serve(state, name);
      return 0;
    } catch (IOException | IllegalArgumentException | CommandFailure e) {
      System.err.println("coffer: " + e.getMessage());
      return 1;
    }
  }

  private static void printTo(Path log) throws IOException {
    PrintStream out = new PrintStream(new FileOutputStream(log.toFile(), true), true, UTF_8);
    System.setOut(out);
    System.setErr(out);
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
