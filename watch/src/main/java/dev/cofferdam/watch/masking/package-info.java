/**
 * Takes secrets out of texts before they are stored: keys and tokens by their known shapes,
 * passwords by what stands in front of them, the rest by its randomness, and whatever a user lists.
 * Every search looks at each character a bounded number of times: no text can make it slow. Knows
 * no neighbour.
 */
@NullMarked
package dev.cofferdam.watch.masking;

import org.jspecify.annotations.NullMarked;
