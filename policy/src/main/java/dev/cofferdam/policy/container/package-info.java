/**
 * The rules for containers and execs: one class per group of members, one rule for every member
 * that can do harm.
 *
 * <p>Neighbours: {@code ruling} holds the tools, {@code image} and {@code network} the checks on
 * what a container uses; {@code preset} takes the table of {@link
 * dev.cofferdam.policy.container.ContainerCalls}.
 */
@NullMarked
package dev.cofferdam.policy.container;

import org.jspecify.annotations.NullMarked;
