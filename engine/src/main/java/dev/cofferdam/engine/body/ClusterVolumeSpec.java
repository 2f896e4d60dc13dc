package dev.cofferdam.engine.body;

import java.util.List;

/** A volume of the swarm (API 1.42). */
public final class ClusterVolumeSpec {
  public static final Shape SHAPE = Shape.named("ClusterVolumeSpec");

  /** Volumes of a group stand for one another. */
  public static final Member<String> GROUP = SHAPE.text("Group", Danger.DANGEROUS);

  /** Who may use the volume at the same time, and how it is mounted. */
  public static final Member<Body> ACCESS_MODE =
      SHAPE.object("AccessMode", ClusterVolumeAccessMode.SHAPE, Danger.DANGEROUS);

  /** Which nodes must reach the volume. */
  public static final Member<Body> ACCESSIBILITY_REQUIREMENTS =
      SHAPE.object("AccessibilityRequirements", TopologyRequirement.SHAPE, Danger.DANGEROUS);

  /** How much storage the plugin takes. */
  public static final Member<Body> CAPACITY_RANGE =
      SHAPE.object("CapacityRange", CapacityRange.SHAPE, Danger.DANGEROUS);

  /** Secrets of the swarm that are handed to the plugin. */
  public static final Member<List<Body>> SECRETS =
      SHAPE.objects("Secrets", ClusterVolumeSecret.SHAPE, Danger.DANGEROUS);

  /** "drain" takes the volume from its users. */
  public static final Member<String> AVAILABILITY = SHAPE.text("Availability", Danger.DANGEROUS);

  private ClusterVolumeSpec() {}
}
