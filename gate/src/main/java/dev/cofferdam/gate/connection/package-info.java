/**
 * The data plane. A {@link dev.cofferdam.gate.connection.ClientConnection} reads requests one after
 * the other; a {@link dev.cofferdam.gate.connection.Relay} carries one of them to the engine and
 * its response back, or becomes a two-way tunnel. Both channels of a relay live on the same event
 * loop, so nothing here is locked, and nothing here blocks: decisions that need the engine's answer
 * first run on virtual threads and come back.
 *
 * <p>Rules of the data plane, each with a test of its name:
 *
 * <ul>
 *   <li>requests of one connection are answered in their order, one at a time;
 *   <li>a response head is flushed as soon as it is there;
 *   <li>a side that does not read stops the other side from being read (back-pressure, no buffers);
 *   <li>the end of input on one side becomes the end of output on the other (half-close);
 *   <li>a client that goes away takes its engine connection with it;
 *   <li>an open stream has no timeout.
 * </ul>
 *
 * <p>Neighbours: {@code gate.http} and {@code gate.request} below, {@code gate.lookup} for
 * decisions, {@code gate.view} for responses that are filtered.
 */
@NullMarked
package dev.cofferdam.gate.connection;

import org.jspecify.annotations.NullMarked;
