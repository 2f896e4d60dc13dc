package dev.cofferdam.engine.body;

import java.util.Map;

/** The body of SecretCreate and SecretUpdate. */
public final class SecretSpec {
  public static final Shape SHAPE = Shape.named("SecretSpec");

  /** A name in the swarm, which all its users share. */
  public static final Member<String> NAME = SHAPE.text("Name", Danger.LIMITED);

  /** The owner. */
  public static final Member<Map<String, String>> LABELS = SHAPE.textMap("Labels", Danger.LIMITED);

  /** The secret itself, base64. */
  public static final Member<String> DATA = SHAPE.text("Data", Danger.LIMITED);

  /** A plugin that fetches the secret from elsewhere. */
  public static final Member<Body> DRIVER =
      SHAPE.object("Driver", SwarmDriver.SHAPE, Danger.DANGEROUS);

  /** Fills in facts of the node and the service. */
  public static final Member<Body> TEMPLATING =
      SHAPE.object("Templating", SwarmDriver.SHAPE, Danger.LIMITED);

  private SecretSpec() {}
}
