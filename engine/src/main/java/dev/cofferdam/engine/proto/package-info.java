/**
 * The protocol buffers of BuildKit, read by closed tables: a {@link
 * dev.cofferdam.engine.proto.Layout} lists the fields that a message may have, and a field that it
 * does not list is refused, not skipped. What was read is written anew from the values, so that no
 * byte of a client reaches the engine.
 *
 * <p>Neighbours: {@code buildkit} holds the layouts of BuildKit's messages.
 */
@NullMarked
package dev.cofferdam.engine.proto;

import org.jspecify.annotations.NullMarked;
