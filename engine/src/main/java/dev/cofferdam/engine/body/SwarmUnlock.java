package dev.cofferdam.engine.body;

/** The body of SwarmUnlock. */
public final class SwarmUnlock {
  public static final Shape SHAPE = Shape.named("SwarmUnlock");

  /** A secret. */
  public static final Member<String> UNLOCK_KEY = SHAPE.text("UnlockKey", Danger.DANGEROUS);

  private SwarmUnlock() {}
}
