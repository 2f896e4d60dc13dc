package dev.cofferdam.engine.body;

/** How the nodes of a swarm report. */
public final class SwarmDispatcher {
  public static final Shape SHAPE = Shape.named("DispatcherConfig");

  /** Nanoseconds. */
  public static final Member<Long> HEARTBEAT_PERIOD =
      SHAPE.integer("HeartbeatPeriod", Danger.DANGEROUS);

  private SwarmDispatcher() {}
}
