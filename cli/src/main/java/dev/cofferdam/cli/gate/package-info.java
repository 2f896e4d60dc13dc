/** {@code coffer gate}: its options, its configuration file, its life as a process. */
@NullMarked
package dev.cofferdam.cli.gate;

import org.jspecify.annotations.NullMarked;
