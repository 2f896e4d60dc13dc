package dev.cofferdam.engine.body;

/** The size of a volume of the swarm, in bytes. */
public final class CapacityRange {
  public static final Shape SHAPE = Shape.named("CapacityRange");

  /** At least this much is taken. */
  public static final Member<Long> REQUIRED_BYTES =
      SHAPE.integer("RequiredBytes", Danger.DANGEROUS);

  /** At most this much is taken. */
  public static final Member<Long> LIMIT_BYTES = SHAPE.integer("LimitBytes", Danger.DANGEROUS);

  private CapacityRange() {}
}
