/**
 * {@code coffer watch}: reads its settings, wires host, discovery and archive together, and prints
 * what is found. Neighbours: {@code dev.cofferdam.watch} does the work.
 */
@NullMarked
package dev.cofferdam.cli.watch;

import org.jspecify.annotations.NullMarked;
