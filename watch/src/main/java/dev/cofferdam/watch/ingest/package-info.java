/**
 * Brings transcripts into the archive: looks for files, reads what is new in them, masks it and
 * puts it. How far each file was read is written down after the archive has what was in it, so a
 * crash at any point loses and doubles nothing. Neighbours: {@code source} for files, {@code
 * transcript} to read them, {@code archive} to keep what they hold; {@code coffer watch} calls it.
 */
@NullMarked
package dev.cofferdam.watch.ingest;

import org.jspecify.annotations.NullMarked;
