package dev.cofferdam.engine.body;

/** A number of resources of a kind. */
public final class DiscreteGenericResource {
  public static final Shape SHAPE = Shape.named("DiscreteGenericResource");

  /** Which kind. */
  public static final Member<String> KIND = SHAPE.text("Kind", Danger.LIMITED);

  /** How many. */
  public static final Member<Long> VALUE = SHAPE.integer("Value", Danger.LIMITED);

  private DiscreteGenericResource() {}
}
