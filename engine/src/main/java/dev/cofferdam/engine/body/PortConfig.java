package dev.cofferdam.engine.body;

/** A port that a service publishes. */
public final class PortConfig {
  public static final Shape SHAPE = Shape.named("PortConfig");

  /** For people. */
  public static final Member<String> NAME = SHAPE.text("Name", Danger.LIMITED);

  /** "tcp", "udp" or "sctp". */
  public static final Member<String> PROTOCOL = SHAPE.text("Protocol", Danger.LIMITED);

  /** The port in the container. */
  public static final Member<Long> TARGET_PORT = SHAPE.unsigned32("TargetPort", Danger.LIMITED);

  /** The port of the nodes; 0 means any. */
  public static final Member<Long> PUBLISHED_PORT =
      SHAPE.unsigned32("PublishedPort", Danger.LIMITED);

  /** "ingress" opens it on all nodes. */
  public static final Member<String> PUBLISH_MODE = SHAPE.text("PublishMode", Danger.LIMITED);

  private PortConfig() {}
}
