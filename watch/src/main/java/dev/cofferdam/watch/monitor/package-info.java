/**
 * Looks again and again: which agents run, what they write, what their terminals show; says what is
 * new and what is wrong, each once. Neighbours: {@code watch.discovery} finds, {@code watch.host}
 * reads, {@code watch.ingest} archives.
 */
@NullMarked
package dev.cofferdam.watch.monitor;

import org.jspecify.annotations.NullMarked;
