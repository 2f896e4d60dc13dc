/**
 * Typed JSON bodies. A {@link dev.cofferdam.engine.body.Shape} lists the members an object may
 * have; a {@link dev.cofferdam.engine.body.Body} is one object of that shape. Reading refuses
 * whatever the shape does not name in exactly that spelling, and duplicates; writing gives one
 * canonical form. That is what lets the gate send the engine only what it has understood.
 *
 * <p>The shapes themselves are in the classes named after Docker's own types, such as {@link
 * dev.cofferdam.engine.body.HostConfig}. Neighbours: {@code engine.catalogue} says which operation
 * takes a body, {@code policy} reads and rewrites bodies.
 */
@NullMarked
package dev.cofferdam.engine.body;

import org.jspecify.annotations.NullMarked;
