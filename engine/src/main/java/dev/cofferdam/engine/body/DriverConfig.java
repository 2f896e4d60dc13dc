package dev.cofferdam.engine.body;

import java.util.Map;

/** The driver of a volume that a mount makes. */
public final class DriverConfig {
  public static final Shape SHAPE = Shape.named("DriverConfig");

  /** Any volume plugin. */
  public static final Member<String> NAME = SHAPE.text("Name", Danger.DANGEROUS);

  /** With these the "local" driver binds any path of the host. */
  public static final Member<Map<String, String>> OPTIONS =
      SHAPE.textMap("Options", Danger.DANGEROUS);

  private DriverConfig() {}
}
