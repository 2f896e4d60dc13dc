package dev.cofferdam.session.host;

import dev.cofferdam.engine.client.EngineAddress;
import dev.cofferdam.engine.client.EngineClient;
import dev.cofferdam.gate.Gate;
import dev.cofferdam.gate.GateSettings;
import dev.cofferdam.gate.GateSettings.ListenAddress;
import dev.cofferdam.gate.GateSettings.Listener;
import dev.cofferdam.journal.Entry;
import dev.cofferdam.journal.FileJournal;
import dev.cofferdam.journal.Journal;
import dev.cofferdam.journal.JournalSettings;
import dev.cofferdam.policy.Policy;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.host.SessionService.Closing;
import dev.cofferdam.session.notice.Notices;
import dev.cofferdam.session.plan.SessionPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Serves one workspace session: opens its gate and its services, says so, and ends when the
 * workspace is gone. For one call of {@link #serve}.
 */
public final class SessionHost {
  /** Requests in progress have no client any more when the workspace is gone. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** Longer than anybody looks whether the session is served. */
  private static final Duration LOOKS = Duration.ofMillis(200);

  private static final int MAX_CONNECTIONS = 4096;

  private final SessionPlan plan;
  private final SessionFolder folder;
  private final Policy policy;
  private final List<SessionService> services;
  private final PrintStream log;

  /**
   * @param policy what the session's principal may do
   * @param services what is served beside the gate, started in this order and ended in the opposite
   * @param log gets a line for what a person might want to know later
   */
  public SessionHost(
      SessionPlan plan,
      SessionFolder folder,
      Policy policy,
      List<SessionService> services,
      PrintStream log) {
    this.plan = plan;
    this.folder = folder;
    this.policy = policy;
    this.services = List.copyOf(services);
    this.log = log;
  }

  /**
   * Serves until the workspace is gone or this thread is interrupted.
   *
   * @return false when another process serves the session already
   * @throws IOException when the gate or a service cannot start; nothing is left open then
   */
  public boolean serve() throws IOException {
    Optional<HostLock> held;
    try {
      held = HostLock.take(folder.lock(), LOOKS);
    } catch (InterruptedException _) {
      return true; // told to end before anything was begun
    }
    if (held.isEmpty()) {
      return false;
    }
    try (HostLock _ = held.get();
        EngineClient engine = new EngineClient(EngineAddress.parse(plan.engine()));
        Journal journal = FileJournal.open(folder.journal(), JournalSettings.DEFAULT)) {
      Workspace workspace = new Workspace(engine, plan.sessionName(), folder);
      Deque<Closing> open = new ArrayDeque<>();
      try {
        SessionContext context = new SessionContext(plan, folder, engine, journal, workspace);
        for (SessionService service : services) {
          open.push(service.start(context));
          log.println("serving " + service.name());
        }
        // Last, because a gate that answers says that everything is ready.
        Notices notices = new Notices(folder.notices(), journal);
        Gate gate = Gate.start(gateSettings(), new StartFailures(journal, engine, notices));
        open.push(gate::close);
        gate.addresses().forEach(url -> log.println("listening " + url));
        journal.record(Entry.event("session.served", plan.name()));
        log.println(workspace.follow());
      } catch (InterruptedException _) {
        log.println("told to end");
      } finally {
        while (!open.isEmpty()) {
          open.pop().close();
        }
        journal.record(Entry.event("session.left", plan.name()));
      }
    }
    return true;
  }

  private GateSettings gateSettings() throws IOException {
    Files.createDirectories(folder.gateState());
    ListenAddress socket =
        new ListenAddress.Unix(folder.gateSocket(), "0600", Optional.of(plan.user().toString()));
    return new GateSettings(
        EngineAddress.parse(plan.engine()),
        List.of(new Listener(socket, new Principal(plan.name()), policy)),
        Optional.of(folder.gateState()),
        1,
        MAX_CONNECTIONS,
        Optional.empty(),
        GRACE);
  }
}
