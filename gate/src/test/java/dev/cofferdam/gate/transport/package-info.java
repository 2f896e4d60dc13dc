/** Tests of how sockets are made. */
@NullMarked
package dev.cofferdam.gate.transport;

import org.jspecify.annotations.NullMarked;
