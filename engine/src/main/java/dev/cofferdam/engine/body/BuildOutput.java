package dev.cofferdam.engine.body;

import java.util.Map;

/** One entry of the query value {@code outputs} of a build. */
public final class BuildOutput {
  public static final Shape SHAPE = Shape.named("BuildOutput");

  /** "image" may push to a registry; "local" and "tar" need a session. */
  public static final Member<String> TYPE = SHAPE.text("Type", Danger.LIMITED);

  /** Names of images and whether to push them. */
  public static final Member<Map<String, String>> ATTRS = SHAPE.textMap("Attrs", Danger.LIMITED);

  private BuildOutput() {}
}
