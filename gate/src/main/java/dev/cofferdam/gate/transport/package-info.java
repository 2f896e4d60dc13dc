/**
 * Which of Netty's transports moves the bytes: io_uring, epoll or NIO, and how each makes event
 * loops and sockets. The rest of the gate does not know which one it is.
 */
@NullMarked
package dev.cofferdam.gate.transport;

import org.jspecify.annotations.NullMarked;
