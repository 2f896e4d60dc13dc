/**
 * The ready-made policies: which operations each preset has, and the rules for them. {@link
 * dev.cofferdam.policy.preset.Policies#compile} is where the gate begins.
 *
 * <p>Neighbours: {@code container}, {@code image}, {@code network}, {@code volume}, {@code build}
 * and {@code system} hold the rules, {@code compat} a policy of its own.
 */
@NullMarked
package dev.cofferdam.policy.preset;

import org.jspecify.annotations.NullMarked;
