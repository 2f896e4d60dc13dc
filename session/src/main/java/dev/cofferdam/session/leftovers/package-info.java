/**
 * What sessions leave on an engine and on the host: found by our labels alone, shown grouped by
 * kind, removed when somebody says so.
 */
@NullMarked
package dev.cofferdam.session.leftovers;

import org.jspecify.annotations.NullMarked;
