package dev.cofferdam.policy.network;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.Ipam;
import dev.cofferdam.engine.body.IpamConfig;
import dev.cofferdam.engine.body.Member;
import dev.cofferdam.engine.body.NetworkCreate;
import dev.cofferdam.policy.Rule;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.BodyRules;
import dev.cofferdam.policy.ruling.Names;
import dev.cofferdam.policy.ruling.OwnerLabels;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The body of {@code NetworkCreate}: bridges with private addresses. */
final class NetworkCreateRules {
  private static final Set<String> RESERVED = Set.of("bridge", "host", "none", "default", "nat");

  private static final Set<String> FLAGS =
      Set.of(
          "com.docker.network.bridge.enable_icc",
          "com.docker.network.bridge.enable_ip_masquerade",
          "com.docker.network.enable_ipv4",
          "com.docker.network.enable_ipv6");

  private static final String MTU = "com.docker.network.driver.mtu";
  private static final String BINDING = "com.docker.network.bridge.host_binding_ipv4";
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

  static final BodyRules RULES =
      BodyRules.of(
          NetworkCreate.SHAPE,
          BodyRule.group(NetworkCreateRules::name, NetworkCreate.NAME),
          BodyRule.check(NetworkCreate.DRIVER, NetworkCreateRules::driver),
          BodyRule.check(NetworkCreate.OPTIONS, NetworkCreateRules::options),
          BodyRule.check(NetworkCreate.IPAM, NetworkCreateRules::ipam),
          BodyRule.check(
              NetworkCreate.SCOPE,
              (ruling, scope) -> {
                if (!scope.equals("local")) {
                  scope(ruling);
                }
              }),
          swarm(NetworkCreate.ATTACHABLE),
          swarm(NetworkCreate.INGRESS),
          swarm(NetworkCreate.CONFIG_ONLY),
          swarm(NetworkCreate.CONFIG_FROM),
          BodyRule.harmless(NetworkCreate.ENABLE_IPV6),
          BodyRule.group(
              (ruling, body) ->
                  body.with(
                      NetworkCreate.LABELS,
                      OwnerLabels.added(ruling, body.get(NetworkCreate.LABELS))),
              NetworkCreate.LABELS));

  private NetworkCreateRules() {}

  private static Body name(Ruling ruling, Body body) {
    String name = body.get(NetworkCreate.NAME, "");
    Names.check(ruling, name);
    if (RESERVED.contains(name) || ruling.settings().sharedNetworks().contains(name)) {
      ruling.reject(
          Rules.NAME_INVALID,
          "this name belongs to a network of the engine or of others",
          "choose another");
    }
    return body;
  }

  private static void driver(Ruling ruling, String driver) {
    if (!driver.equals("bridge")) {
      ruling.refuse(
          Rules.NETWORK_DRIVER,
          "only bridge networks are allowed here",
          "leave out --driver; others reach the host's own interfaces");
    }
  }

  /** Ports are published with an address of their own, so the bridge's default is not needed. */
  private static void options(Ruling ruling, Map<String, String> options) {
    options.forEach((name, value) -> {
      boolean harmless =
          (FLAGS.contains(name) && (value.equals("true") || value.equals("false")))
              || (name.equals(MTU) && NUMBER.matcher(value).matches())
              || (name.equals(BINDING) && value.equals(ruling.settings().publishAddress()));
      if (!harmless) {
        ruling.refuse(
            Rules.NETWORK_OPTIONS,
            "this option of the network is not allowed here",
            "allowed are enable_icc, enable_ip_masquerade and mtu");
      }
    });
  }

  private static void ipam(Ruling ruling, Body ipam) {
    String driver = ipam.get(Ipam.DRIVER, "");
    if (!(driver.isEmpty() || driver.equals("default")) || !ipam.isZero(Ipam.OPTIONS)) {
      refuse(ruling, Rules.NETWORK_IPAM, "address drivers and their options are not allowed here");
    }
    for (Body config : ipam.get(Ipam.CONFIG, List.of())) {
      pool(ruling, config);
    }
  }

  private static void pool(Ruling ruling, Body config) {
    Subnet subnet = Subnet.parse(config.get(IpamConfig.SUBNET, ""));
    if (subnet == null || !subnet.isPrivate() || !subnet.isSmall()) {
      ruling.refuse(
          Rules.NETWORK_IPAM,
          "this subnet is not allowed here",
          "use one of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or fd00::/8, /16 (IPv6: /48) or"
              + " smaller, or leave it out");
      return;
    }
    Subnet range = Subnet.parse(config.get(IpamConfig.IP_RANGE, subnet.text()));
    boolean inside = range != null && subnet.contains(range);
    for (String address : config.get(IpamConfig.AUXILIARY_ADDRESSES, Map.of()).values()) {
      inside &= isIn(subnet, address);
    }
    String gateway = config.get(IpamConfig.GATEWAY, "");
    if (!inside || !(gateway.isEmpty() || isIn(subnet, gateway))) {
      refuse(ruling, Rules.NETWORK_IPAM, "range and addresses must lie in the subnet");
    }
  }

  private static boolean isIn(Subnet subnet, String address) {
    Subnet one = Subnet.parse(address + (address.indexOf(':') < 0 ? "/32" : "/128"));
    return one != null && subnet.contains(one);
  }

  private static BodyRule swarm(Member<?> member) {
    return new BodyRule(
        Set.of(member),
        (ruling, body) -> {
          if (!body.isZero(member)) {
            scope(ruling);
          }
          return body;
        });
  }

  private static void scope(Ruling ruling) {
    refuse(ruling, Rules.NETWORK_SCOPE, "networks of a swarm are not allowed here");
  }

  private static void refuse(Ruling ruling, Rule rule, String message) {
    ruling.refuse(rule, message, "create a plain one: docker network create NAME");
  }
}
