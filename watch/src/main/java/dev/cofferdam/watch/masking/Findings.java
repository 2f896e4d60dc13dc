package dev.cofferdam.watch.masking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Where in a text secrets stand. */
final class Findings {
  private final List<Found> found = new ArrayList<>(0);

  /** A secret from one index to before another. */
  record Found(int from, int to, String kind) {}

  void add(int from, int to, String kind) {
    if (to > from) {
      found.add(new Found(from, to, kind));
    }
  }

  /** In order of the text; of those that begin together, the first found comes first. */
  List<Found> sorted() {
    found.sort(Comparator.comparingInt(Found::from));
    return found;
  }
}
