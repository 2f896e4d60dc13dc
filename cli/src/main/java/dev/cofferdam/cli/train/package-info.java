/**
 * {@code coffer train}: a short life of a gate, from which the AOT cache learns what a start needs.
 */
@NullMarked
package dev.cofferdam.cli.train;

import org.jspecify.annotations.NullMarked;
