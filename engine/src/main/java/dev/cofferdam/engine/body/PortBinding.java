package dev.cofferdam.engine.body;

/** A port of the host. */
public final class PortBinding {
  public static final Shape SHAPE = Shape.named("PortBinding");

  /** Empty means every address of the host. */
  public static final Member<String> HOST_IP = SHAPE.text("HostIp", Danger.LIMITED);

  /** A port or a range; empty means any free port. */
  public static final Member<String> HOST_PORT = SHAPE.text("HostPort", Danger.LIMITED);

  private PortBinding() {}
}
