/**
 * The gate: listeners that speak the Docker Engine API and let through what a policy permits.
 * {@link dev.cofferdam.gate.Gate} is the way in; {@link dev.cofferdam.gate.GateSettings} says what
 * it listens on and what is behind it.
 *
 * <p>The way of a request: {@code http} (strict decoding) → {@code request} (canonical call) →
 * {@code lookup} (facts) → the policy's verdict → {@code connection} (a new request to the engine,
 * its response back) or {@code view} (a filtered response) → the journal.
 */
@NullMarked
package dev.cofferdam.gate;

import org.jspecify.annotations.NullMarked;
