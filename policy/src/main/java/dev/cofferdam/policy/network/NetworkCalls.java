package dev.cofferdam.policy.network;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.EndpointSettings;
import dev.cofferdam.engine.body.NetworkConnect;
import dev.cofferdam.engine.body.NetworkCreate;
import dev.cofferdam.engine.body.NetworkDisconnect;
import dev.cofferdam.engine.catalogue.Operation;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Verdict.Leaving;
import dev.cofferdam.policy.Verdict.View;
import dev.cofferdam.policy.query.FilterRules;
import dev.cofferdam.policy.ruling.Decider;
import dev.cofferdam.policy.ruling.Decision;
import dev.cofferdam.policy.ruling.Owned;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.Map;

/** The operations on networks. */
public final class NetworkCalls {
  private static final String[] LIST_FILTERS = {
    "dangling", "driver", "id", "label", "name", "scope", "type"
  };

  private NetworkCalls() {}

  /** Adds how each operation on networks is decided. */
  public static void addTo(Map<Operation, Decision> table) {
    Decider own = FilterRules.own(LIST_FILTERS);
    Decider all = FilterRules.known(LIST_FILTERS);
    table.put(
        Operation.NETWORK_LIST,
        Decision.alone(ruling -> {
          if (ruling.settings().sharedNetworks().isEmpty()) {
            own.decide(ruling);
          } else {
            all.decide(ruling);
            ruling.view(View.FILTER_NETWORKS);
          }
        }));
    Decider prune = FilterRules.own("label", "label!", "until");
    table.put(
        Operation.NETWORK_PRUNE,
        Decision.alone(ruling -> {
          prune.decide(ruling);
          ruling.prepareLeaving(new Leaving.Owned());
        }));
    table.put(Operation.NETWORK_INSPECT, Decision.asking(NetworkCalls::inspect));
    table.put(Operation.NETWORK_DELETE, Decision.asking(NetworkCalls::delete));
    table.put(
        Operation.NETWORK_CREATE,
        Decision.typed(ruling ->
            ruling.body(NetworkCreateRules.RULES.apply(ruling, ruling.body(NetworkCreate.SHAPE)))));
    table.put(Operation.NETWORK_CONNECT, Decision.typed(NetworkCalls::connect));
    table.put(Operation.NETWORK_DISCONNECT, Decision.typed(NetworkCalls::disconnect));
  }

  /** Own and shared networks, and the engine's own; without the containers of others. */
  private static void inspect(Ruling ruling) {
    if (Owned.network(ruling, ruling.call().target()) instanceof Fact.Network found) {
      ruling.target(found.id());
    }
    ruling.view(View.FILTER_NETWORK_CONTAINERS);
  }

  private static void delete(Ruling ruling) {
    String name = ruling.call().target();
    Owned.networkTarget(ruling);
    if (ruling.about(new Reference.Network(name)) instanceof Fact.Network found
        && ruling.owns(found.owner())) {
      ruling.prepareLeaving(new Leaving.Network(found.id()));
    }
  }

  private static void connect(Ruling ruling) {
    Body body = ruling.body(NetworkConnect.SHAPE);
    body =
        body.with(
            NetworkConnect.CONTAINER,
            Owned.container(ruling, body.get(NetworkConnect.CONTAINER, "")));
    Body endpoint = body.get(NetworkConnect.ENDPOINT_CONFIG);
    if (Owned.network(ruling, ruling.call().target()) instanceof Fact.Network found) {
      ruling.target(found.id());
      if (endpoint != null) {
        endpoint = Endpoints.on(ruling, found, endpoint).without(EndpointSettings.NETWORK_ID);
      }
    } else if (endpoint != null) {
      // Nobody's: only the links in it are asked for.
      endpoint = Endpoints.unknown(ruling, endpoint);
    }
    ruling.body(endpoint == null ? body : body.with(NetworkConnect.ENDPOINT_CONFIG, endpoint));
  }

  /** An own container may leave any network that it may join. */
  private static void disconnect(Ruling ruling) {
    Body body = ruling.body(NetworkDisconnect.SHAPE);
    if (Owned.network(ruling, ruling.call().target()) instanceof Fact.Network found) {
      ruling.target(found.id());
    }
    ruling.body(
        body.with(
            NetworkDisconnect.CONTAINER,
            Owned.container(ruling, body.get(NetworkDisconnect.CONTAINER, ""))));
  }
}
