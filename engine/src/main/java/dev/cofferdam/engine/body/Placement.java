package dev.cofferdam.engine.body;

import java.util.List;

/** On which nodes a service runs. */
public final class Placement {
  public static final Shape SHAPE = Shape.named("Placement");

  /** Nodes by label, role or name. */
  public static final Member<List<String>> CONSTRAINTS = SHAPE.texts("Constraints", Danger.LIMITED);

  /** How tasks are spread. */
  public static final Member<List<Body>> PREFERENCES =
      SHAPE.objects("Preferences", PlacementPreference.SHAPE, Danger.LIMITED);

  /** At most so many on one node. */
  public static final Member<Long> MAX_REPLICAS = SHAPE.unsigned("MaxReplicas", Danger.LIMITED);

  /** Which kinds of node. */
  public static final Member<List<Body>> PLATFORMS =
      SHAPE.objects("Platforms", PlacementPlatform.SHAPE, Danger.LIMITED);

  private Placement() {}
}
