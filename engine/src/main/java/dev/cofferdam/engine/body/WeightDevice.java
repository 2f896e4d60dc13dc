package dev.cofferdam.engine.body;

/** A disk of the host and its weight. */
public final class WeightDevice {
  public static final Shape SHAPE = Shape.named("WeightDevice");

  /** The engine looks at it, which tells whether it exists on the host. */
  public static final Member<String> PATH = SHAPE.text("Path", Danger.LIMITED);

  /** The share of disk time against all other containers. */
  public static final Member<Long> WEIGHT = SHAPE.unsigned16("Weight", Danger.LIMITED);

  private WeightDevice() {}
}
