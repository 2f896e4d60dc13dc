/**
 * What Cofferdam costs: JMH benchmarks of decisions. The side-by-side runs are scripts beside this
 * module.
 */
@NullMarked
package dev.cofferdam.bench;

import org.jspecify.annotations.NullMarked;
