package dev.cofferdam.engine.body;

import java.util.List;

/** How a volume of the swarm is mounted. */
public final class ClusterVolumeMount {
  public static final Shape SHAPE = Shape.named("ClusterVolumeMount");

  /** The kind of file system that the node mounts. */
  public static final Member<String> FS_TYPE = SHAPE.text("FsType", Danger.DANGEROUS);

  /** Mount options on the node. */
  public static final Member<List<String>> MOUNT_FLAGS =
      SHAPE.texts("MountFlags", Danger.DANGEROUS);

  private ClusterVolumeMount() {}
}
