/**
 * BuildKit behind a policy. The gate ends the client's gRPC and opens its own with the engine: of a
 * build it reads the one message that says what is to be built, has it decided as the build call
 * that it is, and writes a new one. The client's own direction of a build ({@code LLBBridge}) never
 * reaches the engine; the gate plays the engine's part of it.
 *
 * <p>What a Dockerfile may use is enforced by BuildKit itself: each build carries a source policy
 * that denies every source but the caller's folders and the images that the caller may use.
 *
 * <p>Neighbours: {@code grpc} has the frames, {@code lookup} the facts; {@code connection} hands
 * over upgraded connections.
 */
@NullMarked
package dev.cofferdam.gate.buildkit;

import org.jspecify.annotations.NullMarked;
