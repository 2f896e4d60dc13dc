/**
 * The streams of a session joined with those of the person or pipe that started it: raw bytes of a
 * terminal with its size and its detach keys, or standard streams kept apart with half-close.
 */
@NullMarked
package dev.cofferdam.session.terminal;

import org.jspecify.annotations.NullMarked;
