package dev.cofferdam.engine.body;

import java.util.Map;

/** The body of VolumeCreate. */
public final class VolumeCreate {
  public static final Shape SHAPE = Shape.named("VolumeCreate");

  /** A name in use answers 201 with the volume that is there, whoever owns it. */
  public static final Member<String> NAME = SHAPE.text("Name", Danger.LIMITED);

  /** Any volume plugin. */
  public static final Member<String> DRIVER = SHAPE.text("Driver", Danger.DANGEROUS);

  /** With these the "local" driver mounts any path, disk or share. */
  public static final Member<Map<String, String>> DRIVER_OPTS =
      SHAPE.textMap("DriverOpts", Danger.DANGEROUS);

  /** The owner; fixed once the volume is made. */
  public static final Member<Map<String, String>> LABELS = SHAPE.textMap("Labels", Danger.LIMITED);

  /** A volume of the swarm, made by its plugins (API 1.42). */
  public static final Member<Body> CLUSTER_VOLUME_SPEC =
      SHAPE.object("ClusterVolumeSpec", ClusterVolumeSpec.SHAPE, Danger.DANGEROUS);

  private VolumeCreate() {}
}
