package dev.cofferdam.watch.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells each problem once, until it is gone. */
final class Complaints {
  private static final int MOST = 1000;

  private Map<String, Problem> before = new LinkedHashMap<>();
  private Map<String, Problem> now = new LinkedHashMap<>();

  /** Something is wrong, maybe still. */
  void say(String where, String what) {
    if (now.size() < MOST) {
      now.putIfAbsent(where, new Problem(where, what));
    }
  }

  /** Those that were not told yet. */
  List<Problem> fresh() {
    return differing(now, before);
  }

  /** Those that are gone. */
  List<Problem> over() {
    List<Problem> gone = new ArrayList<>();
    before.forEach((where, problem) -> {
      if (!now.containsKey(where)) {
        gone.add(problem);
      }
    });
    return gone;
  }

  /** Nothing was looked at in this pass: all is as it was. */
  void keep() {
    before.forEach(now::putIfAbsent);
  }

  /** Ends a pass. */
  void next() {
    before = now;
    now = new LinkedHashMap<>();
  }

  private static List<Problem> differing(Map<String, Problem> these, Map<String, Problem> those) {
    List<Problem> fresh = new ArrayList<>();
    these.forEach((where, problem) -> {
      if (!problem.equals(those.get(where))) {
        fresh.add(problem);
      }
    });
    return fresh;
  }
}
