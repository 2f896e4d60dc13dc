/**
 * What the gate's suites share: a gate in this process before a real engine, raw HTTP, the test
 * image.
 */
@NullMarked
package dev.cofferdam.gate.testing;

import org.jspecify.annotations.NullMarked;
