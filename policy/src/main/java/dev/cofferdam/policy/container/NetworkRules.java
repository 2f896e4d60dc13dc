package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.ContainerCreate;
import dev.cofferdam.engine.body.HostConfig;
import dev.cofferdam.engine.body.NetworkingConfig;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.network.Endpoints;
import dev.cofferdam.policy.network.Links;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.Ruling;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;

/** Which networks a container joins, and which names it knows. */
final class NetworkRules {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*\\]?");

  private NetworkRules() {}

  static List<BodyRule> ofHostConfig() {
    return List.of(
        BodyRule.rewrite(
            HostConfig.NETWORK_MODE,
            (ruling, mode) -> Endpoints.mode(ruling, Rules.CONTAINER_NETWORK_MODE, mode)),
        BodyRule.rewrite(HostConfig.LINKS, Links::checked),
        BodyRule.check(HostConfig.EXTRA_HOSTS, (ruling, hosts) -> hosts.forEach(host -> extraHost(ruling, host))),
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

  /**
   * {@code name:address}. The gateway's address ({@code host-gateway}) is let through: a container
   * can find it out by itself, and Compose files use it. Link-local addresses are not: clouds keep
   * the host's credentials there.
   */
  static void extraHost(Ruling ruling, String entry) {
    int colon = entry.indexOf(':');
    int equals = entry.indexOf('=');
    int at = colon < 0 || (equals >= 0 && equals < colon) ? equals : colon;
    String address = at < 0 ? "" : entry.substring(at + 1);
    if (!address.equals("host-gateway") && (address.isEmpty() || !isHarmless(address))) {
      ruling.refuse(
          Rules.CONTAINER_EXTRA_HOSTS,
          "this extra host is not allowed here",
          "write NAME:ADDRESS with an address that is not link-local, or NAME:host-gateway");
    }
  }

  private static boolean isHarmless(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      return false;
    }
    String bare = text.startsWith("[") ? text.substring(1, text.length() - 1) : text;
    try {
      InetAddress address = InetAddress.ofLiteral(bare);
      return !address.isLinkLocalAddress() && !address.isMulticastAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
