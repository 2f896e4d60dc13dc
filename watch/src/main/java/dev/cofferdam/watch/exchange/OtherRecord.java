package dev.cofferdam.watch.exchange;

/**
 * A record of a transcript whose type nobody here knows. Agents add types with every version; what
 * is kept can be read again later.
 *
 * @param type the type as the transcript names it
 * @param text the record, masked, cut after some thousand characters
 */
public record OtherRecord(String type, String text) {}
