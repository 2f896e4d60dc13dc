package dev.cofferdam.gate.connection;

import java.util.HashMap;
import java.util.Map;

/**
 * How many bytes of JSON bodies the callers of one principal may have in memory at once on one
 * event loop: 16 MiB. A single body may be as long as it may; hundreds of long ones at once are no
 * use that Docker's clients make of the API. Used on its loop only.
 */
final class BodyBudget {
  static final int BYTES = 16 * 1024 * 1024;

  private final Map<String, Integer> taken = new HashMap<>();

  /** Takes bytes for a principal; false, and nothing taken, when there are not so many left. */
  boolean take(String principal, int bytes) {
    int sum = taken.getOrDefault(principal, 0) + bytes;
    if (sum > BYTES) {
      return false;
    }
    taken.put(principal, sum);
    return true;
  }

  void giveBack(String principal, int bytes) {
    if (bytes > 0) {
      taken.computeIfPresent(principal, (_, sum) -> sum > bytes ? sum - bytes : null);
    }
  }
}
