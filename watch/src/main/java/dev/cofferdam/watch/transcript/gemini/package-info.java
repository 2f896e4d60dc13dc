/**
 * Transcripts of Gemini CLI: one JSON document for each session, written anew with every message.
 */
@NullMarked
package dev.cofferdam.watch.transcript.gemini;

import org.jspecify.annotations.NullMarked;
