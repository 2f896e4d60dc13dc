package dev.cofferdam.engine.body;

/** What services of a swarm inherit. */
public final class SwarmTaskDefaults {
  public static final Shape SHAPE = Shape.named("TaskDefaults");

  /** Most log drivers make every engine connect somewhere. */
  public static final Member<Body> LOG_DRIVER =
      SHAPE.object("LogDriver", SwarmDriver.SHAPE, Danger.DANGEROUS);

  private SwarmTaskDefaults() {}
}
