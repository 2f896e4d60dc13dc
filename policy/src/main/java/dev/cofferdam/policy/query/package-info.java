/**
 * What travels in query values: filters in Docker's JSON, arguments for {@code ps}.
 *
 * <p>Neighbours: {@code ruling} is what is reported to; the packages of the operations call here.
 */
@NullMarked
package dev.cofferdam.policy.query;

import org.jspecify.annotations.NullMarked;
