package dev.cofferdam.engine.body;

/** One entry of {@link HostConfig#MOUNTS}. */
public final class Mount {
  public static final Shape SHAPE = Shape.named("Mount");

  /** "bind" shows the host; "image", "cluster" and "npipe" reach further objects. Case counts. */
  public static final Member<String> TYPE = SHAPE.text("Type", Danger.DANGEROUS);

  /** A path of the host, a volume or an image, by Type. */
  public static final Member<String> SOURCE = SHAPE.text("Source", Danger.DANGEROUS);

  /** The path in the container, which may hide what a policy put there. */
  public static final Member<String> TARGET = SHAPE.text("Target", Danger.LIMITED);

  public static final Member<Boolean> READ_ONLY = SHAPE.bool("ReadOnly", Danger.FREE);

  public static final Member<String> CONSISTENCY = SHAPE.text("Consistency", Danger.FREE);

  /** May carry mounts back to the host. */
  public static final Member<Body> BIND_OPTIONS =
      SHAPE.object("BindOptions", BindOptions.SHAPE, Danger.DANGEROUS);

  /** A driver of its own makes a volume show the host. */
  public static final Member<Body> VOLUME_OPTIONS =
      SHAPE.object("VolumeOptions", VolumeOptions.SHAPE, Danger.DANGEROUS);

  /** Which part of the image is mounted. */
  public static final Member<Body> IMAGE_OPTIONS =
      SHAPE.object("ImageOptions", ImageOptions.SHAPE, Danger.LIMITED);

  /** How much memory, and mount options. */
  public static final Member<Body> TMPFS_OPTIONS =
      SHAPE.object("TmpfsOptions", TmpfsOptions.SHAPE, Danger.LIMITED);

  /** Marks a volume of the swarm. */
  public static final Member<Type.Empty.Value> CLUSTER_OPTIONS =
      SHAPE.marker("ClusterOptions", Danger.LIMITED);

  private Mount() {}
}
