package dev.cofferdam.engine.body;

/** A resource that nodes announce, such as a GPU. */
public final class GenericResource {
  public static final Shape SHAPE = Shape.named("GenericResource");

  /** One by its name. */
  public static final Member<Body> NAMED_RESOURCE_SPEC =
      SHAPE.object("NamedResourceSpec", NamedGenericResource.SHAPE, Danger.LIMITED);

  /** A number of them. */
  public static final Member<Body> DISCRETE_RESOURCE_SPEC =
      SHAPE.object("DiscreteResourceSpec", DiscreteGenericResource.SHAPE, Danger.LIMITED);

  private GenericResource() {}
}
