package dev.cofferdam.engine.body;

import java.util.List;

/** Where a volume of the swarm must be reachable. */
public final class TopologyRequirement {
  public static final Shape SHAPE = Shape.named("TopologyRequirement");

  /** Parts of the swarm, of which one must reach the volume. */
  public static final Member<List<Body>> REQUISITE =
      SHAPE.objects("Requisite", Topology.SHAPE, Danger.DANGEROUS);

  /** Parts of the swarm in order of preference. */
  public static final Member<List<Body>> PREFERRED =
      SHAPE.objects("Preferred", Topology.SHAPE, Danger.DANGEROUS);

  private TopologyRequirement() {}
}
