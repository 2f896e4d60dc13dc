package dev.cofferdam.engine.body;

/** How many times a service runs; one member is set. */
public final class ServiceMode {
  public static final Shape SHAPE = Shape.named("ServiceMode");

  /** So many times. */
  public static final Member<Body> REPLICATED =
      SHAPE.object("Replicated", ReplicatedService.SHAPE, Danger.LIMITED);

  /** Once on every node. */
  public static final Member<Type.Empty.Value> GLOBAL = SHAPE.marker("Global", Danger.LIMITED);

  /** So many times, to the end. */
  public static final Member<Body> REPLICATED_JOB =
      SHAPE.object("ReplicatedJob", ReplicatedJob.SHAPE, Danger.LIMITED);

  /** Once on every node, to the end. */
  public static final Member<Type.Empty.Value> GLOBAL_JOB =
      SHAPE.marker("GlobalJob", Danger.LIMITED);

  private ServiceMode() {}
}
