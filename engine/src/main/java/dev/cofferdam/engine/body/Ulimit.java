package dev.cofferdam.engine.body;

/** A resource limit of a process. */
public final class Ulimit {
  public static final Shape SHAPE = Shape.named("Ulimit");

  /** Which limit, such as nofile. */
  public static final Member<String> NAME = SHAPE.text("Name", Danger.LIMITED);

  /** The limit at the start; -1 means none. */
  public static final Member<Long> SOFT = SHAPE.integer("Soft", Danger.LIMITED);

  /** The ceiling of the limit; -1 means none. */
  public static final Member<Long> HARD = SHAPE.integer("Hard", Danger.LIMITED);

  private Ulimit() {}
}
