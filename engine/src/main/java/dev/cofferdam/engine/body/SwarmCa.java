package dev.cofferdam.engine.body;

import java.util.List;

/** The certificate authority of a swarm. */
public final class SwarmCa {
  public static final Shape SHAPE = Shape.named("CAConfig");

  /** Nanoseconds. */
  public static final Member<Long> NODE_CERT_EXPIRY =
      SHAPE.integer("NodeCertExpiry", Danger.DANGEROUS);

  /** Others who may sign certificates for nodes. */
  public static final Member<List<Body>> EXTERNAL_CAS =
      SHAPE.objects("ExternalCAs", ExternalCa.SHAPE, Danger.DANGEROUS);

  /** Replaces the authority of the swarm. */
  public static final Member<String> SIGNING_CA_CERT =
      SHAPE.text("SigningCACert", Danger.DANGEROUS);

  /** A secret. */
  public static final Member<String> SIGNING_CA_KEY = SHAPE.text("SigningCAKey", Danger.DANGEROUS);

  /** Renews all certificates. */
  public static final Member<Long> FORCE_ROTATE = SHAPE.unsigned("ForceRotate", Danger.DANGEROUS);

  private SwarmCa() {}
}
