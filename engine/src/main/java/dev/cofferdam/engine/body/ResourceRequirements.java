package dev.cofferdam.engine.body;

/** What each task of a service gets. */
public final class ResourceRequirements {
  public static final Shape SHAPE = Shape.named("ResourceRequirements");

  /** At most this much. */
  public static final Member<Body> LIMITS =
      SHAPE.object("Limits", TaskLimits.SHAPE, Danger.LIMITED);

  /** Kept free for the task. */
  public static final Member<Body> RESERVATIONS =
      SHAPE.object("Reservations", TaskReservations.SHAPE, Danger.LIMITED);

  /** Swap that a task may use (API 1.52). */
  public static final Member<Long> SWAP_BYTES = SHAPE.integer("SwapBytes", Danger.LIMITED);

  /** 0 to 100; -1 stands for the engine's default (API 1.52). */
  public static final Member<Long> MEMORY_SWAPPINESS =
      SHAPE.integer("MemorySwappiness", Danger.LIMITED);

  private ResourceRequirements() {}
}
