package dev.cofferdam.engine.body;

/** How a swarm's managers keep their data. */
public final class SwarmEncryption {
  public static final Shape SHAPE = Shape.named("EncryptionConfig");

  /** Managers need a key to start again. */
  public static final Member<Boolean> AUTO_LOCK_MANAGERS =
      SHAPE.bool("AutoLockManagers", Danger.DANGEROUS);

  private SwarmEncryption() {}
}
