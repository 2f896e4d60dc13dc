/**
 * {@code coffer gate}: its options, its configuration file, its life as a process; and {@code
 * coffer train}, a short such life from which the AOT cache learns what a start needs.
 */
@NullMarked
package dev.cofferdam.cli.gate;

import org.jspecify.annotations.NullMarked;
