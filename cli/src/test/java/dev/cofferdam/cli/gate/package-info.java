/** Tests of the gate's configuration. */
@NullMarked
package dev.cofferdam.cli.gate;

import org.jspecify.annotations.NullMarked;
