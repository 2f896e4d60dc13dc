package dev.cofferdam.policy;

/** The labels that Cofferdam itself sets. No client may set or change a label with their prefix. */
public final class Labels {
  /** Everything that begins with this is Cofferdam's. */
  public static final String PREFIX = "dev.cofferdam.";

  /** The principal that an object belongs to. */
  public static final String OWNER = PREFIX + "owner";

  private Labels() {}
}
