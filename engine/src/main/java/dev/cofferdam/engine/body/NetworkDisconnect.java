package dev.cofferdam.engine.body;

/** The body of NetworkDisconnect. */
public final class NetworkDisconnect {
  public static final Shape SHAPE = Shape.named("NetworkDisconnect");

  /** Any container by id, name or prefix. */
  public static final Member<String> CONTAINER = SHAPE.text("Container", Danger.LIMITED);

  /** Also removes what a container that is gone has left. */
  public static final Member<Boolean> FORCE = SHAPE.bool("Force", Danger.LIMITED);

  private NetworkDisconnect() {}
}
