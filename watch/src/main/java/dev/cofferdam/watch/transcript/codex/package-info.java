/**
 * Transcripts of Codex: JSON lines under {@code sessions}, one file for each session, each line
 * with a time, a type and a payload.
 */
@NullMarked
package dev.cofferdam.watch.transcript.codex;

import org.jspecify.annotations.NullMarked;
