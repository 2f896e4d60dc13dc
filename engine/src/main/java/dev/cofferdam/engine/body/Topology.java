package dev.cofferdam.engine.body;

import java.util.Map;

/** A part of the swarm. */
public final class Topology {
  public static final Shape SHAPE = Shape.named("Topology");

  /** Regions and zones by name. */
  public static final Member<Map<String, String>> SEGMENTS =
      SHAPE.textMap("Segments", Danger.DANGEROUS);

  private Topology() {}
}
