package dev.cofferdam.engine.body;

import java.util.Map;

/** Where a container's output goes. */
public final class LogConfig {
  public static final Shape SHAPE = Shape.named("LogConfig");

  /** Drivers other than json-file, local and none make the engine itself connect somewhere. */
  public static final Member<String> TYPE = SHAPE.text("Type", Danger.LIMITED);

  /** Addresses and TLS files of the host, by driver. */
  public static final Member<Map<String, String>> CONFIG = SHAPE.textMap("Config", Danger.LIMITED);

  private LogConfig() {}
}
