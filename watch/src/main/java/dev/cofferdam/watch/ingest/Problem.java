package dev.cofferdam.watch.ingest;

/**
 * Something that went wrong while the rest went on.
 *
 * @param where the file, folder or archive that it is about
 * @param what what happened, why, and what to do
 */
public record Problem(String where, String what) {}
