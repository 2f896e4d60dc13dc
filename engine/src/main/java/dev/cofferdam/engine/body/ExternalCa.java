package dev.cofferdam.engine.body;

import java.util.Map;

/** Somebody else who signs certificates for a swarm. */
public final class ExternalCa {
  public static final Shape SHAPE = Shape.named("ExternalCA");

  /** Only "cfssl" is known. */
  public static final Member<String> PROTOCOL = SHAPE.text("Protocol", Danger.DANGEROUS);

  /** The engine connects to it. */
  public static final Member<String> URL = SHAPE.text("URL", Danger.DANGEROUS);

  /** Passed to the protocol. */
  public static final Member<Map<String, String>> OPTIONS =
      SHAPE.textMap("Options", Danger.DANGEROUS);

  /** The certificate that is trusted. */
  public static final Member<String> CA_CERT = SHAPE.text("CACert", Danger.DANGEROUS);

  private ExternalCa() {}
}
