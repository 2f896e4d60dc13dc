/**
 * What is captured: exchanges, the tools used in them, the tokens they cost. Plain values without
 * behaviour; every other package of the watch module speaks in them. Knows no neighbour.
 */
@NullMarked
package dev.cofferdam.watch.exchange;

import org.jspecify.annotations.NullMarked;
