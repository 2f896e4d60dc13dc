package dev.cofferdam.engine.body;

/** The body of VolumeUpdate, for volumes of the swarm only (API 1.42). */
public final class VolumeUpdate {
  public static final Shape SHAPE = Shape.named("VolumeUpdate");

  /** What a volume of the swarm becomes. */
  public static final Member<Body> SPEC =
      SHAPE.object("Spec", ClusterVolumeSpec.SHAPE, Danger.DANGEROUS);

  private VolumeUpdate() {}
}
