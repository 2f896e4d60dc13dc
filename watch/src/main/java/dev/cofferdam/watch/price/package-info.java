/**
 * What tokens cost, by a table that a user can edit. Neighbours: {@code exchange} for what is
 * counted.
 */
@NullMarked
package dev.cofferdam.watch.price;

import org.jspecify.annotations.NullMarked;
