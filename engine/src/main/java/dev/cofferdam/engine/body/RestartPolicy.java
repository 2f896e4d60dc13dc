package dev.cofferdam.engine.body;

/** When the engine starts a container again. */
public final class RestartPolicy {
  public static final Shape SHAPE = Shape.named("RestartPolicy");

  /** "always" and "unless-stopped" outlive a restart of the engine. */
  public static final Member<String> NAME = SHAPE.text("Name", Danger.LIMITED);

  public static final Member<Long> MAXIMUM_RETRY_COUNT =
      SHAPE.integer("MaximumRetryCount", Danger.FREE);

  private RestartPolicy() {}
}
