package dev.cofferdam.gate.lookup;

import dev.cofferdam.engine.client.ContainerSummary;
import dev.cofferdam.engine.client.EngineNetworks;
import dev.cofferdam.engine.client.NetworkInfo;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.Principal;
import dev.cofferdam.policy.Verdict.Leaving;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes a principal's workspace off networks that the principal is about to remove. The workspace
 * is on them so that names resolve in it; the principal does not see it there and could not take it
 * off, and the engine removes no network with a running container on it.
 */
final class WorkspaceNetworks {
  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final EngineLink engine;

  WorkspaceNetworks(EngineLink engine) {
    this.engine = engine;
  }

  void leave(Principal principal, Leaving leaving) throws IOException {
    if (leaving instanceof Leaving.None) {
      return;
    }
    Set<String> workspaces = workspaces(principal);
    if (workspaces.isEmpty()) {
      return;
    }
    for (String id : networks(principal, leaving)) {
      Optional<NetworkInfo> network = engine.lookups().inspectNetwork(id);
      if (network.isPresent() && workspaces.containsAll(network.get().containers())) {
        for (String workspace : network.get().containers()) {
          calls().disconnect(id, workspace, true);
        }
      }
    }
  }

  private List<String> networks(Principal principal, Leaving leaving) throws IOException {
    return switch (leaving) {
      case Leaving.None _ -> List.of();
      case Leaving.Network(String id) -> List.of(id);
      case Leaving.Owned _ ->
          calls().list(Labels.OWNER + "=" + principal.name()).stream()
              .map(NetworkInfo::id)
              .toList();
    };
  }

  /** What carries the session's label and belongs to nobody: only Cofferdam makes that. */
  private Set<String> workspaces(Principal principal) throws IOException {
    return engine.lookups().listContainers(Labels.SESSION + "=" + principal.name()).stream()
        .filter(container -> container.labels().getOrDefault(Labels.OWNER, "").isEmpty())
        .map(ContainerSummary::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  private EngineNetworks calls() {
    return engine.client().networks(WITHIN);
  }
}
