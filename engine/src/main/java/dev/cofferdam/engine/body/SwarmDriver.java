package dev.cofferdam.engine.body;

import java.util.Map;

/** A driver by name, as services, secrets and configs use it. */
public final class SwarmDriver {
  public static final Shape SHAPE = Shape.named("Driver");

  /** Log drivers connect somewhere; secret drivers are plugins. */
  public static final Member<String> NAME = SHAPE.text("Name", Danger.LIMITED);

  /** Passed to the driver. */
  public static final Member<Map<String, String>> OPTIONS =
      SHAPE.textMap("Options", Danger.LIMITED);

  private SwarmDriver() {}
}
