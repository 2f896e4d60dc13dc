package dev.cofferdam.session.port;

import dev.cofferdam.engine.client.ContainerSummary;
import dev.cofferdam.engine.client.EngineEvent;
import dev.cofferdam.engine.client.EventStream;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.session.SessionFolder;
import dev.cofferdam.session.host.SessionContext;
import dev.cofferdam.session.host.SessionService;
import dev.cofferdam.session.notice.Notices;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes ports answer on the workspace's localhost: those that the agent's containers publish, as
 * they come and go, and those of Cofferdam's own services.
 */
public final class LocalhostService implements SessionService {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final int LOOKS = 10;
  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final boolean follow;
  private final Map<Integer, String> fixed;

  /**
   * @param follow whether the ports of the agent's containers are followed
   * @param fixed further ports, each with the socket it leads to, as the workspace sees it
   */
  public LocalhostService(boolean follow, Map<Integer, String> fixed) {
    this.follow = follow;
    this.fixed = new TreeMap<>(fixed);
  }

  @Override
  public String name() {
    return "localhost";
  }

  @Override
  public Closing start(SessionContext context) throws IOException {
    Forwarder.install(context.folder().run());
    Thread serving = Thread.ofVirtual().name("localhost").start(() -> serve(context));
    return () -> {
      serving.interrupt();
      try {
        serving.join(Duration.ofSeconds(5));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Begins anew whenever the engine or the forwarder went away, until the host ends it. */
  private void serve(SessionContext context) {
    Notices notices = new Notices(context.folder().notices(), context.journal());
    String said = "";
    try (OpenPorts ports = new OpenPorts(context, notices)) {
      Optional<String> workspace = context.workspace().awaitRunning();
      while (workspace.isPresent()) {
        try {
          round(context, workspace.get(), ports);
        } catch (IOException e) {
          if (Thread.interrupted()) {
            return;
          }
          String problem = String.valueOf(e.getMessage());
          if (!problem.equals(said)) {
            notices.say(
                "localhost.failed",
                "ports do not answer on the workspace's localhost for now: " + problem);
            said = problem;
          }
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      // The host ends.
    }
  }

  private void round(SessionContext context, String workspace, OpenPorts ports)
      throws IOException, InterruptedException {
    String label = Labels.OWNER + "=" + context.plan().name();
    Map<String, List<String>> filters =
        Map.of(
            "type", List.of("container"),
            "event", List.of("start", "die", "pause", "unpause"),
            "label", List.of(label));
    try (EventStream events = context.engine().events(filters);
        Forwarder forwarder =
            Forwarder.start(
                context.engine(),
                workspace,
                context.plan().user().toString(),
                SessionFolder.INSIDE,
                events::close)) {
      for (Map.Entry<Integer, String> port : fixed.entrySet()) {
        ports.openFixed(forwarder, port.getKey(), port.getValue());
      }
      ports.forwarderIsNew();
      String died = "";
      Optional<EngineEvent> event;
      do {
        if (follow) {
          ports.become(forwarder, PublishedPorts.of(without(died, context, label)));
        }
        event = events.next();
        died = event.filter(e -> e.action().equals("die")).map(EngineEvent::id).orElse("");
      } while (event.isPresent());
    }
  }

  /** Engines before 23 tell that a container died a moment before their list knows. */
  private static List<ContainerSummary> without(String died, SessionContext context, String label)
      throws IOException, InterruptedException {
    for (int looks = 0; ; looks++) {
      List<ContainerSummary> containers = context.engine().lookups(WITHIN).listContainers(label);
      boolean lives =
          containers.stream().anyMatch(c -> c.id().equals(died) && c.state().equals("running"));
      if (!lives || looks == LOOKS) { // it may have been started again
        return containers;
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
