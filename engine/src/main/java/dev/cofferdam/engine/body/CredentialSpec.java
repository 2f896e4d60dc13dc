package dev.cofferdam.engine.body;

/** A Windows credential specification. */
public final class CredentialSpec {
  public static final Shape SHAPE = Shape.named("CredentialSpec");

  /** Any config of the swarm. */
  public static final Member<String> CONFIG = SHAPE.text("Config", Danger.DANGEROUS);

  /** A file of the node. */
  public static final Member<String> FILE = SHAPE.text("File", Danger.DANGEROUS);

  /** A registry value of the node. */
  public static final Member<String> REGISTRY = SHAPE.text("Registry", Danger.DANGEROUS);

  private CredentialSpec() {}
}
