package dev.cofferdam.engine.body;

/** A disk of the host and a ceiling for its use. */
public final class ThrottleDevice {
  public static final Shape SHAPE = Shape.named("ThrottleDevice");

  /** The engine looks at it, which tells whether it exists on the host. */
  public static final Member<String> PATH = SHAPE.text("Path", Danger.LIMITED);

  /** Bytes or operations in a second; Go's uint64, of which values above 2⁶³-1 are refused. */
  public static final Member<Long> RATE = SHAPE.unsigned("Rate", Danger.LIMITED);

  private ThrottleDevice() {}
}
