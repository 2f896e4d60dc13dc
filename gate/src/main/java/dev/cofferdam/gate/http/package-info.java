/**
 * Strict HTTP/1.1: heads, framing and chunks of requests and responses, as bytes. What two readers
 * could take for two different messages is an error here (RFC 9112 §11.2).
 *
 * <p>Neighbours: {@code gate.request} makes a canonical request of a head; {@code gate.connection}
 * moves the bytes.
 */
@NullMarked
package dev.cofferdam.gate.http;

import org.jspecify.annotations.NullMarked;
