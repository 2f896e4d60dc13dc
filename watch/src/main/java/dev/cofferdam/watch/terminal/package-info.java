/**
 * What terminals show: captured panes and recordings as plain lines, and in them the prompts and
 * answers of an agent. For sessions whose transcript cannot be had; a screen wraps lines and
 * forgets what scrolled away. Neighbours: {@code watch.exchange} alone.
 */
@NullMarked
package dev.cofferdam.watch.terminal;

import org.jspecify.annotations.NullMarked;
