package dev.cofferdam.engine.body;

/** A job that runs a number of times. */
public final class ReplicatedJob {
  public static final Shape SHAPE = Shape.named("ReplicatedJob");

  /** How many at once. */
  public static final Member<Long> MAX_CONCURRENT = SHAPE.unsigned("MaxConcurrent", Danger.LIMITED);

  /** How many in all. */
  public static final Member<Long> TOTAL_COMPLETIONS =
      SHAPE.unsigned("TotalCompletions", Danger.LIMITED);

  private ReplicatedJob() {}
}
