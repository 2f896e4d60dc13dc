package dev.cofferdam.policy;

import dev.cofferdam.engine.catalogue.ApiVersion;

/**
 * What a decision must know of the engine behind the gate.
 *
 * @param newest the newest API version it speaks
 * @param oldest the oldest API version it accepts
 */
public record EngineTraits(ApiVersion newest, ApiVersion oldest) {
  /** The version that a call must be made in for {@code Subpath} to count. */
  public static final ApiVersion SUBPATHS = new ApiVersion(45);

  /**
   * API 1.45 and later mount a subpath of a volume; earlier ones ignore {@code Subpath} without a
   * word.
   */
  public boolean mountsSubpaths() {
    return newest.atLeast(SUBPATHS);
  }

  /**
   * Engines from 25.0 (API 1.44, BuildKit 0.12) refuse what a build's source policy denies; older
   * ones have no such policy, or one that nobody here has tried.
   */
  public boolean enforcesSourcePolicies() {
    return newest.atLeast(new ApiVersion(44));
  }
}
