/**
 * What agents on this machine were asked and what they answered: {@code discovery} finds agents,
 * {@code transcript} reads what they write down, {@code masking} takes secrets out, {@code archive}
 * keeps and finds exchanges. Neighbours: the engine's client, for helper containers; nothing else
 * of the house.
 */
@NullMarked
package dev.cofferdam.watch;

import org.jspecify.annotations.NullMarked;
