/**
 * Helper containers: the machine read through its engine, by short-lived containers that can do
 * next to nothing. A {@code ReadOnlyCommand} is the only thing that one ever runs; it knows its
 * whole argument list, and there is no shell. Neighbours: the engine's client below, {@code
 * watch.host} whose interface this fulfils.
 */
@NullMarked
package dev.cofferdam.watch.container;

import org.jspecify.annotations.NullMarked;
