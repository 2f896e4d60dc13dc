package dev.cofferdam.engine.body;

import java.util.Map;

/** The body of NodeUpdate. */
public final class NodeSpec {
  public static final Shape SHAPE = Shape.named("NodeSpec");

  /** Changes a node of the swarm. */
  public static final Member<String> NAME = SHAPE.text("Name", Danger.DANGEROUS);

  /** Decide which services run on the node. */
  public static final Member<Map<String, String>> LABELS =
      SHAPE.textMap("Labels", Danger.DANGEROUS);

  /** "manager" gives the node power over the swarm. */
  public static final Member<String> ROLE = SHAPE.text("Role", Danger.DANGEROUS);

  /** "drain" stops what runs on the node. */
  public static final Member<String> AVAILABILITY = SHAPE.text("Availability", Danger.DANGEROUS);

  private NodeSpec() {}
}
