package dev.cofferdam.engine.body;

import java.util.List;
import java.util.Map;

/**
 * What a build by BuildKit says beyond the query of a classic build. It never travels as JSON: the
 * gate reads it out of BuildKit's own messages, so that both kinds of build are one call to a
 * policy.
 */
public final class BuildKitBuild {
  public static final Shape SHAPE = Shape.named("BuildKitBuild");

  /** What reads the Dockerfile: {@code dockerfile.v0}, or {@code gateway.v0} and an image. */
  public static final Member<String> FRONTEND = SHAPE.text("Frontend", Danger.DANGEROUS);

  /** Whether the caller sends a build graph of its own instead of a Dockerfile. */
  public static final Member<Boolean> DEFINITION = SHAPE.bool("Definition", Danger.DANGEROUS);

  /** Such as {@code network.host}. */
  public static final Member<List<String>> ENTITLEMENTS =
      SHAPE.texts("Entitlements", Danger.DANGEROUS);

  /** The type of each output: {@code moby}, {@code image}, {@code local}, {@code tar} and so on. */
  public static final Member<List<String>> OUTPUTS = SHAPE.texts("Outputs", Danger.LIMITED);

  /** The attributes of the outputs but the names of images, which are the call's tags. */
  public static final Member<Map<String, String>> OUTPUT_ATTRS =
      SHAPE.textMap("OutputAttrs", Danger.LIMITED);

  /** Named contexts. */
  public static final Member<Map<String, String>> CONTEXTS =
      SHAPE.textMap("Contexts", Danger.DANGEROUS);

  /** Where the build cache is written to: a type each. */
  public static final Member<List<String>> CACHE_EXPORTS =
      SHAPE.texts("CacheExports", Danger.DANGEROUS);

  /** Where the build cache is read from, other than images: a type each. */
  public static final Member<List<String>> CACHE_IMPORTS =
      SHAPE.texts("CacheImports", Danger.DANGEROUS);

  /** Options of the frontend, and other parts of the request, that nobody here knows. */
  public static final Member<List<String>> UNKNOWN = SHAPE.texts("Unknown", Danger.DANGEROUS);

  private BuildKitBuild() {}
}
