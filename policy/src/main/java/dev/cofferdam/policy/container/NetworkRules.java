package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.ContainerCreate;
import dev.cofferdam.engine.body.HostConfig;
import dev.cofferdam.engine.body.NetworkingConfig;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.network.Endpoints;
import dev.cofferdam.policy.network.ExtraHosts;
import dev.cofferdam.policy.network.Links;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.List;

/** Which networks a container joins, and which names it knows. */
final class NetworkRules {
  private NetworkRules() {}

  static List<BodyRule> ofHostConfig() {
    return List.of(
        BodyRule.rewrite(
            HostConfig.NETWORK_MODE,
            (ruling, mode) -> Endpoints.mode(ruling, Rules.CONTAINER_NETWORK_MODE, mode)),
        BodyRule.rewrite(HostConfig.LINKS, Links::checked),
        BodyRule.check(HostConfig.EXTRA_HOSTS, ExtraHosts::check),
        // The container's own resolver; what it may reach is up to its networks.
        BodyRule.harmless(HostConfig.DNS));
  }

  static List<BodyRule> ofContainer() {
    return List.of(
        BodyRule.rewrite(ContainerCreate.NETWORKING_CONFIG, NetworkRules::endpoints),
        BodyRule.check(
            ContainerCreate.MAC_ADDRESS,
            (ruling, _) ->
                ruling.refuse(
                    Rules.CONTAINER_MAC_ADDRESS,
                    "MAC addresses cannot be chosen here",
                    "leave out --mac-address")));
  }

  private static Body endpoints(Ruling ruling, Body config) {
    var endpoints = config.get(NetworkingConfig.ENDPOINTS_CONFIG);
    return endpoints == null
        ? config
        : config.with(NetworkingConfig.ENDPOINTS_CONFIG, Endpoints.all(ruling, endpoints));
  }
}
