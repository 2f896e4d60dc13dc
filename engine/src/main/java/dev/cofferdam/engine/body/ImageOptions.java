package dev.cofferdam.engine.body;

/** How an image is mounted (API 1.48). */
public final class ImageOptions {
  public static final Shape SHAPE = Shape.named("ImageOptions");

  /** The part of the image's file system to mount. */
  public static final Member<String> SUBPATH = SHAPE.text("Subpath", Danger.LIMITED);

  private ImageOptions() {}
}
