package dev.cofferdam.engine.body;

/** How a path of the host is mounted. */
public final class BindOptions {
  public static final Shape SHAPE = Shape.named("BindOptions");

  /** "shared" and "rshared" carry mounts made inside to the host. */
  public static final Member<String> PROPAGATION = SHAPE.text("Propagation", Danger.DANGEROUS);

  public static final Member<Boolean> NON_RECURSIVE = SHAPE.bool("NonRecursive", Danger.FREE);

  /** Makes a directory on the host, owned by root (API 1.42). */
  public static final Member<Boolean> CREATE_MOUNTPOINT =
      SHAPE.bool("CreateMountpoint", Danger.DANGEROUS);

  /** Leaves file systems mounted further down writable (API 1.44). */
  public static final Member<Boolean> READ_ONLY_NON_RECURSIVE =
      SHAPE.bool("ReadOnlyNonRecursive", Danger.LIMITED);

  public static final Member<Boolean> READ_ONLY_FORCE_RECURSIVE =
      SHAPE.bool("ReadOnlyForceRecursive", Danger.FREE);

  private BindOptions() {}
}
