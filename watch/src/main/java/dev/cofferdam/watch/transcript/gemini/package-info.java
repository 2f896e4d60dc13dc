/**
 * Transcripts of Gemini CLI: a file of lines for each session, or in older versions a document that
 * is written anew with every message.
 */
@NullMarked
package dev.cofferdam.watch.transcript.gemini;

import org.jspecify.annotations.NullMarked;
