/**
 * A thin, blocking, typed client of the Docker Engine API, for virtual threads: an {@link
 * dev.cofferdam.engine.client.EngineAddress address}, one request at a time on a pooled connection,
 * hijacked streams with half-close, and the few lookups the gate and the sessions need. Its
 * neighbour {@code catalogue} gives it the words for methods and API versions; it decides nothing.
 */
@NullMarked
package dev.cofferdam.engine.client;

import org.jspecify.annotations.NullMarked;
