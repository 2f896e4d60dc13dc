package dev.cofferdam.engine.body;

/** A secret that a service mounts. */
public final class SecretReference {
  public static final Shape SHAPE = Shape.named("SecretReference");

  /** Where it appears. */
  public static final Member<Body> FILE =
      SHAPE.object("File", ReferenceFile.SHAPE, Danger.DANGEROUS);

  /** Any secret of the swarm. */
  public static final Member<String> SECRET_ID = SHAPE.text("SecretID", Danger.DANGEROUS);

  /** The secret's name, for display. */
  public static final Member<String> SECRET_NAME = SHAPE.text("SecretName", Danger.DANGEROUS);

  private SecretReference() {}
}
