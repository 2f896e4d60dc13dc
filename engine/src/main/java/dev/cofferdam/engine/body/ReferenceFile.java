package dev.cofferdam.engine.body;

/** The file that a secret or config becomes. */
public final class ReferenceFile {
  public static final Shape SHAPE = Shape.named("FileTarget");

  /** The path in the container, which may hide what a policy put there. */
  public static final Member<String> NAME = SHAPE.text("Name", Danger.DANGEROUS);

  /** The owner of the file. */
  public static final Member<String> UID = SHAPE.text("UID", Danger.DANGEROUS);

  /** The group of the file. */
  public static final Member<String> GID = SHAPE.text("GID", Danger.DANGEROUS);

  /** The permissions of the file. */
  public static final Member<Long> MODE = SHAPE.unsigned32("Mode", Danger.DANGEROUS);

  private ReferenceFile() {}
}
