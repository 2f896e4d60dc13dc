/**
 * The rules for networks, and for the endpoints with which containers join them.
 *
 * <p>Neighbours: {@code container} uses the checks on endpoints when a container is created.
 */
@NullMarked
package dev.cofferdam.policy.network;

import org.jspecify.annotations.NullMarked;
