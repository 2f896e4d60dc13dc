package dev.cofferdam.engine.body;

/** AppArmor for a service's containers. */
public final class AppArmorOpts {
  public static final Shape SHAPE = Shape.named("AppArmorOpts");

  /** "disabled" turns it off. */
  public static final Member<String> MODE = SHAPE.text("Mode", Danger.DANGEROUS);

  private AppArmorOpts() {}
}
