package dev.cofferdam.engine.body;

/** SELinux labels of a service's containers. */
public final class SeLinuxContext {
  public static final Shape SHAPE = Shape.named("SELinuxContext");

  /** Turns labels off. */
  public static final Member<Boolean> DISABLE = SHAPE.bool("Disable", Danger.DANGEROUS);

  /** Part of the label. */
  public static final Member<String> USER = SHAPE.text("User", Danger.DANGEROUS);

  /** Part of the label. */
  public static final Member<String> ROLE = SHAPE.text("Role", Danger.DANGEROUS);

  /** Part of the label. */
  public static final Member<String> TYPE = SHAPE.text("Type", Danger.DANGEROUS);

  /** Part of the label, which keeps containers apart. */
  public static final Member<String> LEVEL = SHAPE.text("Level", Danger.DANGEROUS);

  private SeLinuxContext() {}
}
