package dev.cofferdam.engine.body;

import java.util.List;

/** Fixed addresses in a network. */
public final class EndpointIpamConfig {
  public static final Shape SHAPE = Shape.named("EndpointIPAMConfig");

  /** May be an address that another container expects. */
  public static final Member<String> IPV4_ADDRESS = SHAPE.text("IPv4Address", Danger.LIMITED);

  /** May be an address that another container expects. */
  public static final Member<String> IPV6_ADDRESS = SHAPE.text("IPv6Address", Danger.LIMITED);

  /** Further addresses on the link. */
  public static final Member<List<String>> LINK_LOCAL_IPS =
      SHAPE.texts("LinkLocalIPs", Danger.LIMITED);

  private EndpointIpamConfig() {}
}
