package dev.cofferdam.engine.body;

/** How tasks are spread over nodes. */
public final class PlacementPreference {
  public static final Shape SHAPE = Shape.named("PlacementPreference");

  /** Evenly over the values of a label. */
  public static final Member<Body> SPREAD =
      SHAPE.object("Spread", SpreadOver.SHAPE, Danger.LIMITED);

  private PlacementPreference() {}
}
