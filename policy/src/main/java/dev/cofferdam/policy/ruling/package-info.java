/**
 * The tools that rules are made of: the {@link dev.cofferdam.policy.ruling.Ruling} on one call, the
 * checks on what it names ({@link dev.cofferdam.policy.ruling.Owned}), on names and labels, and the
 * table that holds a rule for every member of a body.
 *
 * <p>Neighbours: {@code container}, {@code image}, {@code network}, {@code volume}, {@code build}
 * and {@code system} hold the rules; {@code preset} makes policies of them.
 */
@NullMarked
package dev.cofferdam.policy.ruling;

import org.jspecify.annotations.NullMarked;
