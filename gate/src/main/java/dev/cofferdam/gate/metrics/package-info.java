/** Counters of the gate in Prometheus' text format, and its health, on a listener of their own. */
@NullMarked
package dev.cofferdam.gate.metrics;

import org.jspecify.annotations.NullMarked;
