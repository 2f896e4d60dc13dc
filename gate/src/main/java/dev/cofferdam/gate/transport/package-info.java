/** How bytes are moved: event loops, sockets and their files, and why they are epoll's. */
@NullMarked
package dev.cofferdam.gate.transport;

import org.jspecify.annotations.NullMarked;
