package dev.cofferdam.engine.body;

import java.util.List;

/** A right that the caller grants to a plugin. */
public final class PluginPrivilege {
  public static final Shape SHAPE = Shape.named("PluginPrivilege");

  /** Which right: the host's network, mounts, devices, capabilities. */
  public static final Member<String> NAME = SHAPE.text("Name", Danger.DANGEROUS);

  /** For people; it comes with the right. */
  public static final Member<String> DESCRIPTION = SHAPE.text("Description", Danger.DANGEROUS);

  /** The paths, devices or capabilities. */
  public static final Member<List<String>> VALUE = SHAPE.texts("Value", Danger.DANGEROUS);

  private PluginPrivilege() {}
}
