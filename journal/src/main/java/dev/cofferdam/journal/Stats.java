package dev.cofferdam.journal;

/**
 * Counters since the journal was opened, for metrics. They are read one by one, not as a snapshot.
 *
 * @param accepted entries that {@link Journal#record} took
 * @param written entries handed to the operating system
 * @param lost entries refused because the queue was full, or dropped because they could not be
 *     written as JSON
 * @param bytes bytes written, headers of segments not counted
 */
public record Stats(long accepted, long written, long lost, long bytes) {}
