package dev.cofferdam.engine.body;

import java.util.List;
import java.util.Map;

/**
 * A container's place in one network. Members that only engines fill in are there because clients
 * send back what they have read.
 */
public final class EndpointSettings {
  public static final Shape SHAPE = Shape.named("EndpointSettings");

  /** A fixed address, perhaps one that another container expects. */
  public static final Member<Body> IPAM_CONFIG =
      SHAPE.object("IPAMConfig", EndpointIpamConfig.SHAPE, Danger.LIMITED);

  /** Names for other containers, the old way. */
  public static final Member<List<String>> LINKS = SHAPE.texts("Links", Danger.LIMITED);

  /** Further names in the network, which may shadow another service. */
  public static final Member<List<String>> ALIASES = SHAPE.texts("Aliases", Danger.LIMITED);

  /** Kernel settings and the name of the interface (API 1.32). */
  public static final Member<Map<String, String>> DRIVER_OPTS =
      SHAPE.textMap("DriverOpts", Danger.LIMITED);

  public static final Member<Long> GW_PRIORITY = SHAPE.integer("GwPriority", Danger.FREE);

  /** On create it names the network instead of the map's key. */
  public static final Member<String> NETWORK_ID = SHAPE.text("NetworkID", Danger.LIMITED);

  public static final Member<String> ENDPOINT_ID = SHAPE.text("EndpointID", Danger.FREE);

  public static final Member<String> GATEWAY = SHAPE.text("Gateway", Danger.FREE);

  public static final Member<String> IP_ADDRESS = SHAPE.text("IPAddress", Danger.FREE);

  /** Lets a container claim a neighbour's address (API 1.44). */
  public static final Member<String> MAC_ADDRESS = SHAPE.text("MacAddress", Danger.LIMITED);

  public static final Member<Long> IP_PREFIX_LEN = SHAPE.integer("IPPrefixLen", Danger.FREE);

  public static final Member<String> IPV6_GATEWAY = SHAPE.text("IPv6Gateway", Danger.FREE);

  public static final Member<String> GLOBAL_IPV6_ADDRESS =
      SHAPE.text("GlobalIPv6Address", Danger.FREE);

  public static final Member<Long> GLOBAL_IPV6_PREFIX_LEN =
      SHAPE.integer("GlobalIPv6PrefixLen", Danger.FREE);

  /** Names that engines compute; one that is sent must not become a name. */
  public static final Member<List<String>> DNS_NAMES = SHAPE.texts("DNSNames", Danger.LIMITED);

  private EndpointSettings() {}
}
