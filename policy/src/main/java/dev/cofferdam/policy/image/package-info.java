/**
 * Names of images: reading them exactly as the engine does, and deciding by patterns which may be
 * used. Pure; no name is resolved here.
 *
 * <p>Neighbours: {@code policy} holds the patterns in its settings; the rules of the presets ask
 * {@link dev.cofferdam.policy.image.ImagePatterns}.
 */
@NullMarked
package dev.cofferdam.policy.image;

import org.jspecify.annotations.NullMarked;
