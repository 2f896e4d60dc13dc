package dev.cofferdam.engine.body;

import java.util.Map;

/** The networks that a new container joins. */
public final class NetworkingConfig {
  public static final Shape SHAPE = Shape.named("NetworkingConfig");

  /** Keyed by any network's name, id or prefix; more than one from API 1.44. */
  public static final Member<Map<String, Body>> ENDPOINTS_CONFIG =
      SHAPE.objectMap("EndpointsConfig", EndpointSettings.SHAPE, Danger.DANGEROUS);

  private NetworkingConfig() {}
}
