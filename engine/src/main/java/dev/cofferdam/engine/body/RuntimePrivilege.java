package dev.cofferdam.engine.body;

import java.util.List;

/** A right that a service grants to its plugin. */
public final class RuntimePrivilege {
  public static final Shape SHAPE = Shape.named("RuntimePrivilege");

  /** Which right. */
  public static final Member<String> NAME = SHAPE.text("name", Danger.DANGEROUS);

  /** For people; it comes with the right. */
  public static final Member<String> DESCRIPTION = SHAPE.text("description", Danger.DANGEROUS);

  /** The paths, devices or capabilities. */
  public static final Member<List<String>> VALUE = SHAPE.texts("value", Danger.DANGEROUS);

  static {
    // Go folds the case of names, so real clients are not aware of the difference.
    SHAPE.alias("Name", NAME);
    SHAPE.alias("Description", DESCRIPTION);
    SHAPE.alias("Value", VALUE);
  }

  private RuntimePrivilege() {}
}
