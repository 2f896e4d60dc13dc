package dev.cofferdam.watch.monitor;

/**
 * Something that does not work while the rest goes on.
 *
 * @param where what it is about
 * @param what what happened, why, and what to do
 */
public record Fault(String where, String what) {}
