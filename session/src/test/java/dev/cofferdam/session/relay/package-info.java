/** Tests of the relay against an API on loopback. */
@NullMarked
package dev.cofferdam.session.relay;

import org.jspecify.annotations.NullMarked;
