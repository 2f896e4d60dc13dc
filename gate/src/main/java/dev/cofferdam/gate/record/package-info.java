/**
 * What belongs to whom where the engine has no place for a label: pulled, loaded and tagged images,
 * anonymous volumes. Kept in one small file that survives restarts.
 */
@NullMarked
package dev.cofferdam.gate.record;

import org.jspecify.annotations.NullMarked;
