package dev.cofferdam.engine.body;

/** One resource of a kind. */
public final class NamedGenericResource {
  public static final Shape SHAPE = Shape.named("NamedGenericResource");

  /** Which kind. */
  public static final Member<String> KIND = SHAPE.text("Kind", Danger.LIMITED);

  /** Which one. */
  public static final Member<String> VALUE = SHAPE.text("Value", Danger.LIMITED);

  private NamedGenericResource() {}
}
