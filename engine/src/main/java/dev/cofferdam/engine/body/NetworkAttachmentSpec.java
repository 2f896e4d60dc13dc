package dev.cofferdam.engine.body;

/** A container that joins a network of the swarm. */
public final class NetworkAttachmentSpec {
  public static final Shape SHAPE = Shape.named("NetworkAttachmentSpec");

  /** Any container. */
  public static final Member<String> CONTAINER_ID = SHAPE.text("ContainerID", Danger.DANGEROUS);

  private NetworkAttachmentSpec() {}
}
