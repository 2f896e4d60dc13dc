package dev.cofferdam.engine.body;

import java.util.List;

/** The body of SwarmInit. */
public final class SwarmInit {
  public static final Shape SHAPE = Shape.named("SwarmInit");

  /** Opens a port of the host that rules the swarm. */
  public static final Member<String> LISTEN_ADDR = SHAPE.text("ListenAddr", Danger.DANGEROUS);

  /** The address that other nodes use. */
  public static final Member<String> ADVERTISE_ADDR = SHAPE.text("AdvertiseAddr", Danger.DANGEROUS);

  /** The address that carries the containers' traffic. */
  public static final Member<String> DATA_PATH_ADDR = SHAPE.text("DataPathAddr", Danger.DANGEROUS);

  /** A port of the host. */
  public static final Member<Long> DATA_PATH_PORT =
      SHAPE.unsigned32("DataPathPort", Danger.DANGEROUS);

  /** Cuts the swarm that the node was in. */
  public static final Member<Boolean> FORCE_NEW_CLUSTER =
      SHAPE.bool("ForceNewCluster", Danger.DANGEROUS);

  /** The settings of the swarm. */
  public static final Member<Body> SPEC = SHAPE.object("Spec", SwarmSpec.SHAPE, Danger.DANGEROUS);

  /** Managers need a key to start again. */
  public static final Member<Boolean> AUTO_LOCK_MANAGERS =
      SHAPE.bool("AutoLockManagers", Danger.DANGEROUS);

  /** Whether the node takes work. */
  public static final Member<String> AVAILABILITY = SHAPE.text("Availability", Danger.DANGEROUS);

  /** Subnets, which may cover addresses that the host needs. */
  public static final Member<List<String>> DEFAULT_ADDR_POOL =
      SHAPE.texts("DefaultAddrPool", Danger.DANGEROUS);

  /** How the pools are cut. */
  public static final Member<Long> SUBNET_SIZE = SHAPE.unsigned32("SubnetSize", Danger.DANGEROUS);

  private SwarmInit() {}
}
