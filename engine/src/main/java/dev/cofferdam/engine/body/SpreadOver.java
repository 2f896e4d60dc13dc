package dev.cofferdam.engine.body;

/** Spreads tasks over the values of a label. */
public final class SpreadOver {
  public static final Shape SHAPE = Shape.named("SpreadOver");

  /** The label. */
  public static final Member<String> SPREAD_DESCRIPTOR =
      SHAPE.text("SpreadDescriptor", Danger.LIMITED);

  private SpreadOver() {}
}
