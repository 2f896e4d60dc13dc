/** Tests of the engine client: against broken servers, over TLS, and against a real engine. */
@NullMarked
package dev.cofferdam.engine.client;

import org.jspecify.annotations.NullMarked;
