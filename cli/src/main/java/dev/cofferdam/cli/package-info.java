/**
 * The {@code coffer} command: reads the command line, wires the modules below and runs them.
 * Nothing depends on this package.
 */
@NullMarked
package dev.cofferdam.cli;

import org.jspecify.annotations.NullMarked;
