/**
 * What can be asked of the machine whose agents are watched, whoever does the reading: {@code
 * LocalHost} reads /proc itself, {@code watch.container} does it with helper containers. Knows
 * processes as numbers and files as bytes; what they mean is {@code watch.discovery}'s matter.
 */
@NullMarked
package dev.cofferdam.watch.host;

import org.jspecify.annotations.NullMarked;
