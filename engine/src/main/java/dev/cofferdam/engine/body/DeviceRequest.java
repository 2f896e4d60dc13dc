package dev.cofferdam.engine.body;

import java.util.List;
import java.util.Map;

/** A request for devices that a driver or a CDI specification resolves (API 1.40). */
public final class DeviceRequest {
  public static final Shape SHAPE = Shape.named("DeviceRequest");

  /** "cdi" injects whatever a specification on the host says. */
  public static final Member<String> DRIVER = SHAPE.text("Driver", Danger.DANGEROUS);

  /** -1 means all devices. */
  public static final Member<Long> COUNT = SHAPE.integer("Count", Danger.DANGEROUS);

  /** Devices by the driver's own names. */
  public static final Member<List<String>> DEVICE_IDS = SHAPE.texts("DeviceIDs", Danger.DANGEROUS);

  /** Which kinds of device; alternatives of lists that must all match. */
  public static final Member<List<List<String>>> CAPABILITIES =
      SHAPE.textLists("Capabilities", Danger.DANGEROUS);

  /** Passed to the driver as they are. */
  public static final Member<Map<String, String>> OPTIONS =
      SHAPE.textMap("Options", Danger.DANGEROUS);

  private DeviceRequest() {}
}
