package dev.cofferdam.engine.body;

import java.util.Map;

/** The body of NetworkCreate. */
public final class NetworkCreate {
  public static final Shape SHAPE = Shape.named("NetworkCreate");

  /** May be the short id of another network and shadow it. */
  public static final Member<String> NAME = SHAPE.text("Name", Danger.LIMITED);

  public static final Member<Boolean> CHECK_DUPLICATE = SHAPE.bool("CheckDuplicate", Danger.FREE);

  /** Some drivers are part of the host's own network, and any plugin may be named. */
  public static final Member<String> DRIVER = SHAPE.text("Driver", Danger.DANGEROUS);

  /** "swarm" reaches other hosts. */
  public static final Member<String> SCOPE = SHAPE.text("Scope", Danger.LIMITED);

  public static final Member<Boolean> ENABLE_IPV4 = SHAPE.bool("EnableIPv4", Danger.FREE);

  /** May give containers addresses that outsiders reach. */
  public static final Member<Boolean> ENABLE_IPV6 = SHAPE.bool("EnableIPv6", Danger.LIMITED);

  /** A subnet may cover addresses that the host needs. */
  public static final Member<Body> IPAM = SHAPE.object("IPAM", Ipam.SHAPE, Danger.LIMITED);

  public static final Member<Boolean> INTERNAL = SHAPE.bool("Internal", Danger.FREE);

  /** Opens a network of the swarm to plain containers. */
  public static final Member<Boolean> ATTACHABLE = SHAPE.bool("Attachable", Danger.LIMITED);

  /** The network that takes the swarm's published ports. */
  public static final Member<Boolean> INGRESS = SHAPE.bool("Ingress", Danger.DANGEROUS);

  /** Only a template for other networks. */
  public static final Member<Boolean> CONFIG_ONLY = SHAPE.bool("ConfigOnly", Danger.LIMITED);

  /** Takes over the options of another network. */
  public static final Member<Body> CONFIG_FROM =
      SHAPE.object("ConfigFrom", ConfigReferenceNetwork.SHAPE, Danger.LIMITED);

  /** May name an interface or bridge of the host or open the network to the outside. */
  public static final Member<Map<String, String>> OPTIONS =
      SHAPE.textMap("Options", Danger.DANGEROUS);

  /** The owner; fixed once the network is made. */
  public static final Member<Map<String, String>> LABELS = SHAPE.textMap("Labels", Danger.LIMITED);

  private NetworkCreate() {}
}
