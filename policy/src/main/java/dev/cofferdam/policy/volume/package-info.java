/** The rules for volumes: plain ones of the local driver, owned by their label or the record. */
@NullMarked
package dev.cofferdam.policy.volume;

import org.jspecify.annotations.NullMarked;
