package dev.cofferdam.engine.body;

import java.util.List;

/** How the engine checks a container's health. Durations are nanoseconds; 0 means inherit. */
public final class HealthConfig {
  public static final Shape SHAPE = Shape.named("HealthConfig");

  /** The command, run inside the container for as long as it lives. */
  public static final Member<List<String>> TEST = SHAPE.texts("Test", Danger.LIMITED);

  /** The pause between two runs; a tiny one is a steady load on the engine. */
  public static final Member<Long> INTERVAL = SHAPE.integer("Interval", Danger.LIMITED);

  public static final Member<Long> TIMEOUT = SHAPE.integer("Timeout", Danger.FREE);

  public static final Member<Long> START_PERIOD = SHAPE.integer("StartPeriod", Danger.FREE);

  /** As Interval, while the container starts (API 1.44). */
  public static final Member<Long> START_INTERVAL = SHAPE.integer("StartInterval", Danger.LIMITED);

  public static final Member<Long> RETRIES = SHAPE.integer("Retries", Danger.FREE);

  private HealthConfig() {}
}
