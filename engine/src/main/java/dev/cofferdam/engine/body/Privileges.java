package dev.cofferdam.engine.body;

/** The confinement of a service's containers. */
public final class Privileges {
  public static final Shape SHAPE = Shape.named("Privileges");

  /** Files and registry keys of the node. */
  public static final Member<Body> CREDENTIAL_SPEC =
      SHAPE.object("CredentialSpec", CredentialSpec.SHAPE, Danger.DANGEROUS);

  /** Turns labels off. */
  public static final Member<Body> SE_LINUX_CONTEXT =
      SHAPE.object("SELinuxContext", SeLinuxContext.SHAPE, Danger.DANGEROUS);

  /** Turns the system call filter off. */
  public static final Member<Body> SECCOMP =
      SHAPE.object("Seccomp", SeccompOpts.SHAPE, Danger.DANGEROUS);

  /** Turns AppArmor off. */
  public static final Member<Body> APP_ARMOR =
      SHAPE.object("AppArmor", AppArmorOpts.SHAPE, Danger.DANGEROUS);

  /** The table of dangers counts it with its neighbours. */
  public static final Member<Boolean> NO_NEW_PRIVILEGES =
      SHAPE.bool("NoNewPrivileges", Danger.DANGEROUS);

  private Privileges() {}
}
