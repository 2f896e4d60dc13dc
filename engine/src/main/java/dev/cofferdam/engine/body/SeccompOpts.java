package dev.cofferdam.engine.body;

/** The system call filter of a service's containers. */
public final class SeccompOpts {
  public static final Shape SHAPE = Shape.named("SeccompOpts");

  /** "unconfined" turns it off. */
  public static final Member<String> MODE = SHAPE.text("Mode", Danger.DANGEROUS);

  /** A filter of the caller's own, base64. */
  public static final Member<String> PROFILE = SHAPE.text("Profile", Danger.DANGEROUS);

  private SeccompOpts() {}
}
