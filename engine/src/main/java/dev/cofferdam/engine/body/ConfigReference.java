package dev.cofferdam.engine.body;

/** A config that a service mounts. */
public final class ConfigReference {
  public static final Shape SHAPE = Shape.named("ConfigReference");

  /** Where it appears. */
  public static final Member<Body> FILE =
      SHAPE.object("File", ReferenceFile.SHAPE, Danger.DANGEROUS);

  /** Used by the engine itself instead of being mounted. */
  public static final Member<Type.Empty.Value> RUNTIME = SHAPE.marker("Runtime", Danger.DANGEROUS);

  /** Any config of the swarm. */
  public static final Member<String> CONFIG_ID = SHAPE.text("ConfigID", Danger.DANGEROUS);

  /** The config's name, for display. */
  public static final Member<String> CONFIG_NAME = SHAPE.text("ConfigName", Danger.DANGEROUS);

  private ConfigReference() {}
}
