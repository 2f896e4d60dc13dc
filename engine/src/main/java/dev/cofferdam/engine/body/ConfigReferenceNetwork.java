package dev.cofferdam.engine.body;

/** The network whose options another one takes over. */
public final class ConfigReferenceNetwork {
  public static final Shape SHAPE = Shape.named("ConfigReference");

  /** By name, whoever owns it. */
  public static final Member<String> NETWORK = SHAPE.text("Network", Danger.LIMITED);

  private ConfigReferenceNetwork() {}
}
