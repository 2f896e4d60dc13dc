package dev.cofferdam.engine.body;

import java.util.List;
import java.util.Map;

/** A network that a service joins. */
public final class NetworkAttachmentConfig {
  public static final Shape SHAPE = Shape.named("NetworkAttachmentConfig");

  /** Any network by name or id, also "host". */
  public static final Member<String> TARGET = SHAPE.text("Target", Danger.DANGEROUS);

  /** Further names in the network. */
  public static final Member<List<String>> ALIASES = SHAPE.texts("Aliases", Danger.DANGEROUS);

  /** Kernel settings and the name of the interface. */
  public static final Member<Map<String, String>> DRIVER_OPTS =
      SHAPE.textMap("DriverOpts", Danger.DANGEROUS);

  private NetworkAttachmentConfig() {}
}
