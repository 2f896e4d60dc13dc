package dev.cofferdam.session.network;

import dev.cofferdam.engine.client.ContainerInfo;
import dev.cofferdam.engine.client.EngineEvent;
import dev.cofferdam.engine.client.EngineException;
import dev.cofferdam.engine.client.EngineNetworks;
import dev.cofferdam.engine.client.EventStream;
import dev.cofferdam.engine.client.NetworkInfo;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.session.host.SessionContext;
import dev.cofferdam.session.host.SessionService;
import dev.cofferdam.session.notice.Notices;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps the workspace on the networks it belongs to. What the gate takes it off from before a
 * network is removed is joined again only when networks were pruned and some of them are left.
 */
public final class NetworkService implements SessionService {
  /** By which the agent's containers find the workspace. */
  static final String ALIAS = "workspace";

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration WITHIN = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "networks";
  }

  @Override
  public Closing start(SessionContext context) {
    Thread serving = Thread.ofVirtual().name("networks").start(() -> serve(context));
    return () -> {
      serving.interrupt();
      try {
        serving.join(Duration.ofSeconds(5));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    };
  }

  private static void serve(SessionContext context) {
    Notices notices = new Notices(context.folder().notices(), context.journal());
    Set<String> complained = new HashSet<>();
    try {
      Optional<String> workspace = context.workspace().awaitRunning();
      while (workspace.isPresent()) {
        try {
          follow(context, workspace.get(), notices, complained);
        } catch (IOException e) {
          if (Thread.interrupted()) {
            return;
          }
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      // The host ends.
    }
  }

  private static void follow(
      SessionContext context, String workspace, Notices notices, Set<String> complained)
      throws IOException {
    Map<String, List<String>> filters =
        Map.of("type", List.of("network"), "event", List.of("create", "prune"));
    try (EventStream events = context.engine().events(filters)) {
      joinAll(context, workspace, notices, complained);
      for (Optional<EngineEvent> e = events.next(); e.isPresent(); e = events.next()) {
        if (e.get().action().equals("prune")) {
          joinAll(context, workspace, notices, complained);
          continue;
        }
        Optional<NetworkInfo> network =
            context.engine().lookups(WITHIN).inspectNetwork(e.get().id());
        if (network.isPresent() && belongs(context, network.get())) {
          join(context, workspace, network.get(), notices, complained);
        }
      }
    }
  }

  private static boolean belongs(SessionContext context, NetworkInfo network) {
    return context.plan().name().equals(network.labels().get(Labels.OWNER))
        || context.plan().services().networks().contains(network.name());
  }

  private static void joinAll(
      SessionContext context, String workspace, Notices notices, Set<String> complained)
      throws IOException {
    Collection<String> joined =
        context
            .engine()
            .lookups(WITHIN)
            .inspectContainer(workspace)
            .map(ContainerInfo::networks)
            .orElse(Map.of())
            .values();
    EngineNetworks networks = context.engine().networks(WITHIN);
    Set<String> missing = new HashSet<>(context.plan().services().networks());
    for (NetworkInfo network : networks.list("")) {
      missing.remove(network.name());
      if (belongs(context, network) && !joined.contains(network.id())) {
        join(context, workspace, network, notices, complained);
      }
    }
    for (String name : missing) {
      if (complained.add(name)) {
        notices.say(
            "network.missing",
            "the shared network "
                + name
                + " does not exist yet; it is joined as soon as it is created");
      }
    }
  }

  private static void join(
      SessionContext context,
      String workspace,
      NetworkInfo network,
      Notices notices,
      Set<String> complained)
      throws IOException {
    try {
      context.engine().networks(WITHIN).connect(network.id(), workspace, List.of(ALIAS));
    } catch (EngineException e) {
      if (e.status() != 404 && complained.add(network.id())) {
        notices.say(
            "network.not-joined",
            "the workspace cannot join the network "
                + network.name()
                + ", so names of containers on it do not resolve: "
                + e.engineMessage());
      }
    }
  }
}
