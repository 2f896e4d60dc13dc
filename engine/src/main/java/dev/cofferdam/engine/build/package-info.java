/**
 * What must be known of a classic build before the engine runs it: the Dockerfile that travels in
 * the build context, and what that Dockerfile would make the engine fetch. {@link
 * dev.cofferdam.engine.build.ContextScanner} reads the context while it is relayed; {@link
 * dev.cofferdam.engine.build.BuildInspection} reads the Dockerfile. Whoever relays a build (the
 * gate) asks both and decides; nothing here does I/O.
 *
 * <p>Why: the classic builder's {@code ADD http://…} is fetched by the engine itself, in the host's
 * network namespace, and so reaches what listens on the host's loopback.
 */
@NullMarked
package dev.cofferdam.engine.build;

import org.jspecify.annotations.NullMarked;
