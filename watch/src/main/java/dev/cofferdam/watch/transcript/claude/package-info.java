/**
 * Transcripts of Claude Code: JSON lines under {@code projects}, one file for each session and each
 * sub-agent. The format has no specification and grows with every version; what is unknown is kept
 * and counted, never an error.
 */
@NullMarked
package dev.cofferdam.watch.transcript.claude;

import org.jspecify.annotations.NullMarked;
