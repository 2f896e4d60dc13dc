package dev.cofferdam.engine.body;

/** A kind of node. */
public final class PlacementPlatform {
  public static final Shape SHAPE = Shape.named("Platform");

  /** Such as x86_64. */
  public static final Member<String> ARCHITECTURE = SHAPE.text("Architecture", Danger.LIMITED);

  /** Such as linux. */
  public static final Member<String> OS = SHAPE.text("OS", Danger.LIMITED);

  private PlacementPlatform() {}
}
