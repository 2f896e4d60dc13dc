/**
 * Known ways out of a gateway, each sent as raw bytes through a gate with {@code develop} to a real
 * engine, and judged by what the engine then has; beside them, ordinary use that must keep working.
 * Uses {@code dev.cofferdam.gate.testing} for the gate and the engine.
 */
@NullMarked
package dev.cofferdam.gate.escape;

import org.jspecify.annotations.NullMarked;
