package dev.cofferdam.engine.body;

import java.util.List;

/**
 * A plugin that a service installs. The API's reference capitalises the members, and folding makes
 * engines read both.
 */
public final class RuntimeSpec {
  public static final Shape SHAPE = Shape.named("RuntimeSpec");

  /** The plugin's name on the nodes. */
  public static final Member<String> NAME = SHAPE.text("name", Danger.DANGEROUS);

  /** Where the plugin is pulled from. */
  public static final Member<String> REMOTE = SHAPE.text("remote", Danger.DANGEROUS);

  /** A plugin runs as root with all that is granted here. */
  public static final Member<List<Body>> PRIVILEGES =
      SHAPE.objects("privileges", RuntimePrivilege.SHAPE, Danger.DANGEROUS);

  /** Whether the plugin is only installed. */
  public static final Member<Boolean> DISABLED = SHAPE.bool("disabled", Danger.DANGEROUS);

  /** The environment of a root process. */
  public static final Member<List<String>> ENV = SHAPE.texts("env", Danger.DANGEROUS);

  static {
    // Go folds the case of names, so real clients are not aware of the difference.
    SHAPE.alias("Name", NAME);
    SHAPE.alias("Remote", REMOTE);
    SHAPE.alias("Privileges", PRIVILEGES);
    SHAPE.alias("Disabled", DISABLED);
    SHAPE.alias("Env", ENV);
  }

  private RuntimeSpec() {}
}
