/** Proof of the presets: a readable test for each rule, and properties over random bodies. */
@NullMarked
package dev.cofferdam.policy.preset;

import org.jspecify.annotations.NullMarked;
