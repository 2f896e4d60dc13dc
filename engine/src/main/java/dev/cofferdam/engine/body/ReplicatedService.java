package dev.cofferdam.engine.body;

/** A service that runs a number of times. */
public final class ReplicatedService {
  public static final Shape SHAPE = Shape.named("ReplicatedService");

  /** How many; 1 when absent. */
  public static final Member<Long> REPLICAS =
      SHAPE.add("Replicas", new Type.Int(0, Long.MAX_VALUE), Danger.LIMITED, true);

  private ReplicatedService() {}
}
