/** Tests of the commands: each runs in this process, its output captured. */
@NullMarked
package dev.cofferdam.cli;

import org.jspecify.annotations.NullMarked;
