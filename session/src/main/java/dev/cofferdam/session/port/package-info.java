/**
 * The workspace's localhost: a port that the agent's containers publish answers there as it does on
 * the host. Each such port is a Unix socket in the folder that the workspace sees, served by the
 * session's host ({@link dev.cofferdam.session.port.PortDoor}); in the workspace one small process
 * listens on the loopback addresses and passes connections to those sockets ({@link
 * dev.cofferdam.session.port.Forwarder}). No network of containers gets near the host's loopback.
 */
@NullMarked
package dev.cofferdam.session.port;

import org.jspecify.annotations.NullMarked;
