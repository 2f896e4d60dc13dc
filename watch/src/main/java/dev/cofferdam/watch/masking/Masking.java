package dev.cofferdam.watch.masking;

import java.util.List;
import java.util.Map;

/**
 * Replaces secrets by {@code [masked KIND]} and counts them by kind. Safe for use by several
 * threads.
 */
public final class Masking {
  private final OwnList own;

  private Masking(OwnList own) {
    this.own = own;
  }

  /** What Cofferdam knows, and the user's own list. */
  public static Masking with(OwnList own) {
    return new Masking(own);
  }

  /** What Cofferdam knows. */
  public static Masking builtIn() {
    return new Masking(OwnList.empty());
  }

  /**
   * The text without its secrets.
   *
   * @param counts where to add how many of each kind were found; never the values
   */
  public String mask(String text, Map<String, Integer> counts) {
    Findings findings = new Findings();
    own.find(text, findings);
    Scan.find(text, findings);
    List<Findings.Found> found = findings.sorted();
    if (found.isEmpty()) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    int done = 0;
    for (Findings.Found each : found) {
      if (each.from() < done) {
        // Overlaps what is masked already: the rest of it goes with that.
        done = Math.max(done, each.to());
        continue;
      }
      masked.append(text, done, each.from()).append("[masked ").append(each.kind()).append(']');
      counts.merge(each.kind(), 1, Integer::sum);
      done = each.to();
    }
    return masked.append(text, done, text.length()).toString();
  }
}
