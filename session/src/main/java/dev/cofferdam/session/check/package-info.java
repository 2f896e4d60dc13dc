/**
 * Whether a live workspace keeps what Cofferdam promises of it: each promise is tried inside, by
 * the agent's own means, not read from a configuration.
 */
@NullMarked
package dev.cofferdam.session.check;

import org.jspecify.annotations.NullMarked;
