package dev.cofferdam.engine.body;

/** The body of NetworkConnect. */
public final class NetworkConnect {
  public static final Shape SHAPE = Shape.named("NetworkConnect");

  /** Any container by id, name or prefix. */
  public static final Member<String> CONTAINER = SHAPE.text("Container", Danger.LIMITED);

  /** Addresses and names in the network. */
  public static final Member<Body> ENDPOINT_CONFIG =
      SHAPE.object("EndpointConfig", EndpointSettings.SHAPE, Danger.LIMITED);

  private NetworkConnect() {}
}
