package dev.cofferdam.journal;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted; what is null matches all. Patterns know {@code *} (any text) and {@code
 * ?} (one character) and match case-sensitively.
 *
 * @param since not before
 * @param until before (exclusive)
 * @param principal exactly
 * @param operation pattern, such as {@code Container*}
 * @param verdict exactly
 * @param rule pattern, such as {@code container.*}; an entry without a rule matches none
 * @param target part of the target
 * @param minStatus lowest HTTP status
 * @param maxStatus highest HTTP status
 * @param limit at most this many entries, 0 or more
 */
public record Query(
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String principal,
    @Nullable String operation,
    @Nullable String verdict,
    @Nullable String rule,
    @Nullable String target,
    int minStatus,
    int maxStatus,
    long limit) {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 ._:@/+-]*");

  /** Everything, lines that cannot be read included. */
  public static final Query ALL =
      new Query(null, null, null, null, null, null, null, 0, Integer.MAX_VALUE, Long.MAX_VALUE);

  /**
   * Checks the limit.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Query {
    if (limit < 0) {
      throw new IllegalArgumentException("a query's limit must be 0 or more, not " + limit);
    }
  }

  /** The same with at most {@code limit} entries. */
  public Query limit(long limit) {
    return new Query(
        since, until, principal, operation, verdict, rule, target, minStatus, maxStatus, limit);
  }

  /** Whether the entry is wanted; {@code limit} is not looked at. */
  public boolean matches(Entry entry) {
    return (since == null || !entry.time().isBefore(since))
        && (until == null || entry.time().isBefore(until))
        && (principal == null || principal.equals(entry.principal()))
        && (operation == null || glob(operation, entry.operation()))
        && (verdict == null || verdict.equals(entry.verdict()))
        && (rule == null || glob(rule, entry.rule()))
        && (target == null || contains(entry.target(), target))
        && entry.status() >= minStatus
        && entry.status() <= maxStatus;
  }

  boolean matches(JournalLine line) {
    if (limit(Long.MAX_VALUE).equals(ALL)) {
      return true; // spares the parsing
    }
    if (!mayMatch(line.raw())) {
      return false;
    }
    Entry entry = line.entry();
    return entry != null && matches(entry);
  }

  /** Spares most of the parsing: what is plain ASCII stands in the line as it is. */
  private boolean mayMatch(String raw) {
    return mayContain(raw, principal) && mayContain(raw, verdict) && mayContain(raw, target);
  }

  private static boolean mayContain(String raw, @Nullable String part) {
    return part == null || !PLAIN.matcher(part).matches() || raw.contains(part);
  }

  private static boolean contains(@Nullable String text, String part) {
    return text != null && text.contains(part);
  }

  /** Goes back to the last star only, so the work is at most pattern times text. */
  private static boolean glob(String pattern, @Nullable String text) {
    if (text == null) {
      return false;
    }
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
      if (p < pattern.length() && wanted == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && (wanted == '?' || wanted == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
