package dev.cofferdam.engine.body;

/** Who may use a volume of the swarm. */
public final class ClusterVolumeAccessMode {
  public static final Shape SHAPE = Shape.named("ClusterVolumeAccessMode");

  /** One node or several. */
  public static final Member<String> SCOPE = SHAPE.text("Scope", Danger.DANGEROUS);

  /** One writer, several, or none. */
  public static final Member<String> SHARING = SHAPE.text("Sharing", Danger.DANGEROUS);

  /** Mount options on the nodes. */
  public static final Member<Body> MOUNT_VOLUME =
      SHAPE.object("MountVolume", ClusterVolumeMount.SHAPE, Danger.DANGEROUS);

  /** The volume is a raw device. */
  public static final Member<Type.Empty.Value> BLOCK_VOLUME =
      SHAPE.marker("BlockVolume", Danger.DANGEROUS);

  private ClusterVolumeAccessMode() {}
}
