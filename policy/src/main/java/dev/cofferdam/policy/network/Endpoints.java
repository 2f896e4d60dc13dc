package dev.cofferdam.policy.network;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.EndpointIpamConfig;
import dev.cofferdam.engine.body.EndpointSettings;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Rule;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.BodyRules;
import dev.cofferdam.policy.ruling.Owned;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a container joins a network. On the caller's own networks it may choose names and addresses;
 * on a shared one it may not, since a name there is found by others.
 *
 * <p>The network is written as its name with the {@code NetworkID} beside it. The engine prefers
 * the id (20.10 to 29, {@code getNetworkID}) and keeps the name as the key under which inspect
 * shows the endpoint; with the id as key, engines show the id there until the container starts.
 */
public final class Endpoints {
  private static final Set<String> PREDEFINED = Set.of("default", "bridge", "none");

  private static final BodyRules OWN =
      BodyRules.of(
          EndpointSettings.SHAPE,
          BodyRule.harmless(EndpointSettings.ALIASES, EndpointSettings.NETWORK_ID),
          BodyRule.check(
              EndpointSettings.IPAM_CONFIG,
              (ruling, ipam) -> {
                if (!ipam.isZero(EndpointIpamConfig.LINK_LOCAL_IPS)) {
                  refuse(ruling, "link-local addresses cannot be chosen here");
                }
              }),
          always());

  private static final BodyRules SHARED =
      BodyRules.of(
          EndpointSettings.SHAPE,
          BodyRule.harmless(EndpointSettings.NETWORK_ID),
          BodyRule.group(Endpoints::withoutAliases, EndpointSettings.ALIASES),
          BodyRule.check(
              EndpointSettings.IPAM_CONFIG,
              (ruling, _) ->
                  refuse(ruling, "addresses cannot be chosen on a network that is not yours")),
          always());

  private Endpoints() {}

  /** What holds on every network. */
  private static BodyRule always() {
    return BodyRule.group(
        (ruling, endpoint) -> {
          if (!endpoint.isZero(EndpointSettings.MAC_ADDRESS)) {
            ruling.refuse(
                Rules.CONTAINER_MAC_ADDRESS,
                "MAC addresses cannot be chosen here",
                "leave the MAC address out");
          }
          if (!endpoint.isZero(EndpointSettings.DRIVER_OPTS)) {
            refuse(ruling, "driver options of endpoints are not allowed here");
          }
          Body result = endpoint.without(EndpointSettings.DNS_NAMES);
          return endpoint.isZero(EndpointSettings.LINKS)
              ? result
              : result.with(
                  EndpointSettings.LINKS,
                  Links.checked(ruling, endpoint.get(EndpointSettings.LINKS, List.of())));
        },
        EndpointSettings.MAC_ADDRESS,
        EndpointSettings.DRIVER_OPTS,
        EndpointSettings.DNS_NAMES,
        EndpointSettings.LINKS);
  }

  /** Compose gives every service an alias on every network, so they are dropped, not refused. */
  private static Body withoutAliases(Ruling ruling, Body endpoint) {
    if (endpoint.isZero(EndpointSettings.ALIASES) || ruling.allows(Rules.CONTAINER_ENDPOINT)) {
      return endpoint;
    }
    ruling.changed("aliases on a shared network removed");
    return endpoint.without(EndpointSettings.ALIASES);
  }

  private static void refuse(Ruling ruling, String message) {
    ruling.refuse(
        Rules.CONTAINER_ENDPOINT,
        message,
        "leave it out, or use a network of your own: docker network create NAME");
  }

  /** An endpoint on a network that was found. */
  public static Body on(Ruling ruling, Fact.Network network, Body endpoint) {
    return (ruling.owns(network.owner()) ? OWN : SHARED).apply(ruling, endpoint);
  }

  /** An endpoint on a network that was not found: what holds on a shared one. */
  static Body unknown(Ruling ruling, Body endpoint) {
    return SHARED.apply(ruling, endpoint);
  }

  /** The endpoints of a new container, by network. */
  public static Map<String, Body> all(Ruling ruling, Map<String, Body> endpoints) {
    Map<String, Body> result = new LinkedHashMap<>();
    endpoints.forEach((key, endpoint) -> {
      String name = key;
      Body checked;
      if (PREDEFINED.contains(key)) {
        checked = SHARED.apply(ruling, endpoint).without(EndpointSettings.NETWORK_ID);
      } else if (Owned.network(ruling, key) instanceof Fact.Network found) {
        name = found.name();
        checked = on(ruling, found, endpoint);
        checked =
            found.predefined()
                ? checked.without(EndpointSettings.NETWORK_ID)
                : checked.with(EndpointSettings.NETWORK_ID, found.id());
      } else {
        checked = SHARED.apply(ruling, endpoint);
      }
      if (result.put(name, checked) != null) {
        ruling.reject(
            Rules.REQUEST_AMBIGUOUS,
            "one network is named twice",
            "name each network once, by its name");
      }
    });
    return result;
  }

  /**
   * The network that a container or build starts in, as it goes upstream: a word of Docker's, a
   * full id, or {@code container:} and a full id.
   */
  public static String mode(Ruling ruling, Rule rule, String mode) {
    if (PREDEFINED.contains(mode)) {
      return mode;
    }
    if (mode.startsWith("container:")) {
      return "container:" + Owned.container(ruling, mode.substring("container:".length()));
    }
    if (mode.equals("host")) {
      host(ruling, rule);
      return mode;
    }
    if (Owned.network(ruling, mode) instanceof Fact.Network network) {
      if (network.predefined() && network.name().equals("host")) {
        host(ruling, rule);
      }
      return network.predefined() ? network.name() : network.id();
    }
    return mode;
  }

  private static void host(Ruling ruling, Rule rule) {
    ruling.refuse(
        rule,
        "the host's network is not allowed here",
        "publish ports with -p "
            + ruling.settings().publishAddress()
            + ":PORT:PORT, or join containers by a network: docker network create NAME");
  }
}
