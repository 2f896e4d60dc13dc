/** Tests of BuildKit behind the gate, without an engine. */
@NullMarked
package dev.cofferdam.gate.buildkit;

import org.jspecify.annotations.NullMarked;
