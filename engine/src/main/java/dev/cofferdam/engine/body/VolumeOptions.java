package dev.cofferdam.engine.body;

import java.util.Map;

/** How a volume is mounted, and made when it is missing. */
public final class VolumeOptions {
  public static final Shape SHAPE = Shape.named("VolumeOptions");

  public static final Member<Boolean> NO_COPY = SHAPE.bool("NoCopy", Danger.FREE);

  /** Labels of the volume that is made, the owner among them. */
  public static final Member<Map<String, String>> LABELS = SHAPE.textMap("Labels", Danger.LIMITED);

  /** A path in the volume; engines before 26 ignore it and mount all (API 1.45). */
  public static final Member<String> SUBPATH = SHAPE.text("Subpath", Danger.LIMITED);

  /** The driver of the volume that is made. */
  public static final Member<Body> DRIVER_CONFIG =
      SHAPE.object("DriverConfig", DriverConfig.SHAPE, Danger.DANGEROUS);

  private VolumeOptions() {}
}
