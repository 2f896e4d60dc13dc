package dev.cofferdam.engine.body;

/** How a swarm keeps tasks. */
public final class SwarmOrchestration {
  public static final Shape SHAPE = Shape.named("OrchestrationConfig");

  /** A setting of the swarm. */
  public static final Member<Long> TASK_HISTORY_RETENTION_LIMIT =
      SHAPE.integer("TaskHistoryRetentionLimit", Danger.DANGEROUS);

  private SwarmOrchestration() {}
}
