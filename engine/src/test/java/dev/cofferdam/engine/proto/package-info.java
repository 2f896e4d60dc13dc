/** Tests of the reading of protocol buffers. */
@NullMarked
package dev.cofferdam.engine.proto;

import org.jspecify.annotations.NullMarked;
