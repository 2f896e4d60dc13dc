package dev.cofferdam.engine.body;

import java.util.List;

/** A platform as JSON, in query values of API 1.46 and later. */
public final class Platform {
  public static final Shape SHAPE = Shape.named("Platform");

  public static final Member<String> ARCHITECTURE = SHAPE.text("architecture", Danger.FREE);

  public static final Member<String> OS = SHAPE.text("os", Danger.FREE);

  public static final Member<String> OS_VERSION = SHAPE.text("os.version", Danger.FREE);

  public static final Member<List<String>> OS_FEATURES = SHAPE.texts("os.features", Danger.FREE);

  public static final Member<String> VARIANT = SHAPE.text("variant", Danger.FREE);

  private Platform() {}
}
