/**
 * Reads what agents write down about their conversations. A {@code TranscriptFormat} knows where
 * one agent keeps its files; a {@code Conversation} takes the content of one file in pieces and
 * gives exchanges. One package below for each agent. Neighbours: {@code exchange} for what comes
 * out, {@code source} for files, {@code masking}, which every text passes.
 */
@NullMarked
package dev.cofferdam.watch.transcript;

import org.jspecify.annotations.NullMarked;
