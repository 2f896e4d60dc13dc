/**
 * What the Docker Engine API offers: every operation with its method, path, query names and kind of
 * body and stream, and the lookup from a decoded path to an operation. The gate asks here first; a
 * request that no {@link dev.cofferdam.engine.catalogue.Operation} describes goes no further.
 *
 * <p>Neighbours: {@code engine.body} describes the JSON bodies of these operations, {@code policy}
 * decides on them.
 */
@NullMarked
package dev.cofferdam.engine.catalogue;

import org.jspecify.annotations.NullMarked;
