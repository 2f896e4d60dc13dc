package dev.cofferdam.engine.body;

import java.util.List;

/** What is kept free for each task. */
public final class TaskReservations {
  public static final Shape SHAPE = Shape.named("Resources");

  /** Billionths of a CPU. */
  public static final Member<Long> NANO_CPUS = SHAPE.integer("NanoCPUs", Danger.LIMITED);

  /** Bytes. */
  public static final Member<Long> MEMORY_BYTES = SHAPE.integer("MemoryBytes", Danger.LIMITED);

  /** Such as GPUs. */
  public static final Member<List<Body>> GENERIC_RESOURCES =
      SHAPE.objects("GenericResources", GenericResource.SHAPE, Danger.LIMITED);

  private TaskReservations() {}
}
