package dev.cofferdam.engine.body;

/** The ceiling of each task. */
public final class TaskLimits {
  public static final Shape SHAPE = Shape.named("Limit");

  /** Billionths of a CPU; 0 means all. */
  public static final Member<Long> NANO_CPUS = SHAPE.integer("NanoCPUs", Danger.LIMITED);

  /** Bytes; 0 means all the memory. */
  public static final Member<Long> MEMORY_BYTES = SHAPE.integer("MemoryBytes", Danger.LIMITED);

  /** 0 means as many processes as the node can bear. */
  public static final Member<Long> PIDS = SHAPE.integer("Pids", Danger.LIMITED);

  private TaskLimits() {}
}
