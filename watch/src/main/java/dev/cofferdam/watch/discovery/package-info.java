/**
 * Finds agents: which processes they are, whose, on which terminal, in which folder and container,
 * since when, and which transcript they write. Pure reading of what a {@code watch.host} shows;
 * whether a link is certain is said, and nothing is guessed. Neighbours: {@code watch.host} below,
 * {@code watch.watching}, which runs it again and again, above.
 */
@NullMarked
package dev.cofferdam.watch.discovery;

import org.jspecify.annotations.NullMarked;
