package dev.cofferdam.engine.body;

import java.util.Map;

/** The body of ConfigCreate and ConfigUpdate. */
public final class ConfigSpec {
  public static final Shape SHAPE = Shape.named("ConfigSpec");

  /** A name in the swarm, which all its users share. */
  public static final Member<String> NAME = SHAPE.text("Name", Danger.LIMITED);

  /** The owner. */
  public static final Member<Map<String, String>> LABELS = SHAPE.textMap("Labels", Danger.LIMITED);

  /** The content, base64; held by all managers. */
  public static final Member<String> DATA = SHAPE.text("Data", Danger.LIMITED);

  /** Fills in facts of the node and the service, secrets too. */
  public static final Member<Body> TEMPLATING =
      SHAPE.object("Templating", SwarmDriver.SHAPE, Danger.LIMITED);

  private ConfigSpec() {}
}
