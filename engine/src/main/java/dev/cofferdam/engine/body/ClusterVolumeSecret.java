package dev.cofferdam.engine.body;

/** A secret that a volume plugin gets. */
public final class ClusterVolumeSecret {
  public static final Shape SHAPE = Shape.named("ClusterVolumeSecret");

  /** The plugin's name for it. */
  public static final Member<String> KEY = SHAPE.text("Key", Danger.DANGEROUS);

  /** The secret's name or id in the swarm, whoever owns it. */
  public static final Member<String> SECRET = SHAPE.text("Secret", Danger.DANGEROUS);

  private ClusterVolumeSecret() {}
}
