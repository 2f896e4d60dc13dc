/**
 * gRPC over HTTP/2 on connections that were upgraded to {@code h2c}: the server side that clients
 * talk to, and the client side that talks to the engine. Frames stay on the event loop; whoever
 * serves a call blocks on a virtual thread, and both directions are bounded by HTTP/2's own flow
 * control.
 *
 * <p>Neighbours: {@code buildkit} serves the calls; {@code connection} does the upgrade of the
 * client.
 */
@NullMarked
package dev.cofferdam.gate.grpc;

import org.jspecify.annotations.NullMarked;
