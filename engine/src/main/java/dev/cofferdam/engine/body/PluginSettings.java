package dev.cofferdam.engine.body;

import java.util.List;

/** The body of PluginSet: a bare list of {@code name=value}. */
public final class PluginSettings {
  public static final Shape SHAPE = Shape.bare("PluginSettings");

  /** Mount sources, devices, environment and arguments of a root process. */
  public static final Member<List<String>> SETTINGS = SHAPE.texts("Settings", Danger.DANGEROUS);

  private PluginSettings() {}
}
