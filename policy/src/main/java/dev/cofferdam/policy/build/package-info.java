/**
 * The rules for builds: by the classic builder, its query and what the gate finds in the context;
 * by BuildKit, what the gate reads out of its messages, written as the same call. What a Dockerfile
 * may use is enforced by BuildKit itself, with the source policy that the gate sends along.
 *
 * <p>Neighbours: {@code image} knows which images may be built upon, {@code container} the
 * ceilings.
 */
@NullMarked
package dev.cofferdam.policy.build;

import org.jspecify.annotations.NullMarked;
