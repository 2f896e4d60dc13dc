package dev.cofferdam.engine.body;

import java.util.List;
import java.util.Map;

/** How a network gives addresses. */
public final class Ipam {
  public static final Shape SHAPE = Shape.named("IPAM");

  /** Any address plugin. */
  public static final Member<String> DRIVER = SHAPE.text("Driver", Danger.LIMITED);

  /** Passed to the plugin. */
  public static final Member<Map<String, String>> OPTIONS =
      SHAPE.textMap("Options", Danger.LIMITED);

  /** The subnets, which may cover addresses that the host needs. */
  public static final Member<List<Body>> CONFIG =
      SHAPE.objects("Config", IpamConfig.SHAPE, Danger.LIMITED);

  private Ipam() {}
}
