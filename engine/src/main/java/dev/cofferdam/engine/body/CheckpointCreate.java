package dev.cofferdam.engine.body;

/** The body of CheckpointCreate. */
public final class CheckpointCreate {
  public static final Shape SHAPE = Shape.named("CheckpointCreate");

  /** A name on disk. */
  public static final Member<String> CHECKPOINT_ID = SHAPE.text("CheckpointID", Danger.LIMITED);

  /** Any directory of the host. */
  public static final Member<String> CHECKPOINT_DIR = SHAPE.text("CheckpointDir", Danger.DANGEROUS);

  public static final Member<Boolean> EXIT = SHAPE.bool("Exit", Danger.FREE);

  private CheckpointCreate() {}
}
