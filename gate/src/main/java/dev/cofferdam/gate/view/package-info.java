/**
 * Responses that a client may not see as they are: lists without other principals' objects, events
 * of one's own objects, inspections without the values of environment variables. Each view reads
 * the engine's response as a stream and writes another; it blocks, and so runs on a virtual thread.
 *
 * <p>Neighbours: {@code policy} says which view a call needs and what is seen; {@code
 * gate.connection} brings the result to the client.
 */
@NullMarked
package dev.cofferdam.gate.view;

import org.jspecify.annotations.NullMarked;
