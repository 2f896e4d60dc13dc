/**
 * What BuildKit's gRPC messages are, as far as a build through the gate needs them: the requests of
 * the services {@code moby.buildkit.v1.Control} and {@code moby.buildkit.v1.frontend.LLBBridge},
 * and the source policy. Field numbers are those of BuildKit 0.12 to 0.20, which have not changed
 * since they were introduced.
 *
 * <p>Neighbours: {@code proto} reads and writes them.
 */
@NullMarked
package dev.cofferdam.engine.buildkit;

import org.jspecify.annotations.NullMarked;
