package dev.cofferdam.watch.monitor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells each fault once, and once more that it is over. For one thread. */
final class Faults {
  private Map<String, Fault> before = new LinkedHashMap<>();
  private Map<String, Fault> now = new LinkedHashMap<>();

  /** Something is wrong, maybe still. */
  void say(String where, String what) {
    now.putIfAbsent(where, new Fault(where, what));
  }

  /** Ends a look: what is new since the one before. */
  List<Fault> fresh() {
    return difference(now, before);
  }

  /** What is over since the look before. */
  List<Fault> over() {
    return difference(before, now).stream()
        .filter(fault -> !now.containsKey(fault.where()))
        .toList();
  }

  void next() {
    before = now;
    now = new LinkedHashMap<>();
  }

  private static List<Fault> difference(Map<String, Fault> these, Map<String, Fault> those) {
    List<Fault> all = new ArrayList<>();
    these.forEach((where, fault) -> {
      if (!fault.equals(those.get(where))) {
        all.add(fault);
      }
    });
    return all;
  }
}
