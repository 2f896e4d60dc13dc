package dev.cofferdam.engine.body;

import java.util.List;

/** How a service is reached. */
public final class EndpointSpec {
  public static final Shape SHAPE = Shape.named("EndpointSpec");

  /** "vip" or "dnsrr". */
  public static final Member<String> MODE = SHAPE.text("Mode", Danger.LIMITED);

  /** Ports that all nodes open. */
  public static final Member<List<Body>> PORTS =
      SHAPE.objects("Ports", PortConfig.SHAPE, Danger.LIMITED);

  private EndpointSpec() {}
}
