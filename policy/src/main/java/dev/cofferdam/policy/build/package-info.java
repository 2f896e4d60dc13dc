/**
 * The rules for the classic builder: its query, and what the gate finds in the context. BuildKit is
 * refused as a whole, since its tunnels cannot be checked here.
 *
 * <p>Neighbours: {@code image} knows which images may be built upon, {@code container} the
 * ceilings.
 */
@NullMarked
package dev.cofferdam.policy.build;

import org.jspecify.annotations.NullMarked;
