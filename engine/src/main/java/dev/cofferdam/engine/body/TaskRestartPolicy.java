package dev.cofferdam.engine.body;

/** When a task starts again. */
public final class TaskRestartPolicy {
  public static final Shape SHAPE = Shape.named("RestartPolicy");

  /** "any" is the default and outlives everything. */
  public static final Member<String> CONDITION = SHAPE.text("Condition", Danger.LIMITED);

  /** Nanoseconds; a tiny one is a steady load. */
  public static final Member<Long> DELAY = SHAPE.integer("Delay", Danger.LIMITED);

  /** 0 means without end. */
  public static final Member<Long> MAX_ATTEMPTS = SHAPE.unsigned("MaxAttempts", Danger.LIMITED);

  /** Nanoseconds. */
  public static final Member<Long> WINDOW = SHAPE.integer("Window", Danger.LIMITED);

  private TaskRestartPolicy() {}
}
