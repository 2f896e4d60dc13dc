/**
 * The part of a decision that asks: what the engine knows about the names in a call, what the
 * host's file system says about a path, what a principal already uses. Everything here blocks and
 * runs on virtual threads.
 *
 * <p>Neighbours: {@code policy} asks the questions and takes the answers; {@code engine.client}
 * talks to the engine; {@code gate.record} knows the owners that the engine does not.
 */
@NullMarked
package dev.cofferdam.gate.lookup;

import org.jspecify.annotations.NullMarked;
