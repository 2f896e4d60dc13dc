package dev.cofferdam.engine.body;

import java.util.Map;

/** One subnet of a network. */
public final class IpamConfig {
  public static final Shape SHAPE = Shape.named("IPAMConfig");

  /** May cover addresses that the host needs. */
  public static final Member<String> SUBNET = SHAPE.text("Subnet", Danger.LIMITED);

  /** The part of the subnet that is given out. */
  public static final Member<String> IP_RANGE = SHAPE.text("IPRange", Danger.LIMITED);

  /** The host's own address in the subnet. */
  public static final Member<String> GATEWAY = SHAPE.text("Gateway", Danger.LIMITED);

  /** Addresses that are kept back. */
  public static final Member<Map<String, String>> AUXILIARY_ADDRESSES =
      SHAPE.textMap("AuxiliaryAddresses", Danger.LIMITED);

  private IpamConfig() {}
}
