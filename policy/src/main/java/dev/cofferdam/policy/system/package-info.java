/** The rules for what is about the engine itself: info, events, disk usage, logging in. */
@NullMarked
package dev.cofferdam.policy.system;

import org.jspecify.annotations.NullMarked;
