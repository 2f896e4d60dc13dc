package dev.cofferdam.engine.body;

/** How the replicas of a service are replaced. */
public final class UpdateConfig {
  public static final Shape SHAPE = Shape.named("UpdateConfig");

  /** How many at once; 0 means all. */
  public static final Member<Long> PARALLELISM = SHAPE.unsigned("Parallelism", Danger.LIMITED);

  /** Nanoseconds. */
  public static final Member<Long> DELAY = SHAPE.integer("Delay", Danger.LIMITED);

  /** "pause", "continue" or "rollback". */
  public static final Member<String> FAILURE_ACTION = SHAPE.text("FailureAction", Danger.LIMITED);

  /** Nanoseconds. */
  public static final Member<Long> MONITOR = SHAPE.integer("Monitor", Danger.LIMITED);

  /** From 0 to 1. */
  public static final Member<Double> MAX_FAILURE_RATIO =
      SHAPE.real("MaxFailureRatio", Danger.LIMITED);

  /** "start-first" runs both for a while. */
  public static final Member<String> ORDER = SHAPE.text("Order", Danger.LIMITED);

  private UpdateConfig() {}
}
