package dev.cofferdam.engine.body;

/** A device of the host that a container gets. */
public final class DeviceMapping {
  public static final Shape SHAPE = Shape.named("DeviceMapping");

  /** A device, or a directory of them. */
  public static final Member<String> PATH_ON_HOST = SHAPE.text("PathOnHost", Danger.DANGEROUS);

  /** Where the device appears. */
  public static final Member<String> PATH_IN_CONTAINER =
      SHAPE.text("PathInContainer", Danger.DANGEROUS);

  /** "r", "w" and "m", the last of which makes new nodes. */
  public static final Member<String> CGROUP_PERMISSIONS =
      SHAPE.text("CgroupPermissions", Danger.DANGEROUS);

  private DeviceMapping() {}
}
