package dev.cofferdam.session.image;

import dev.cofferdam.policy.text.Spelling;
import java.util.List;

/** The middle of a message about a word that nobody knows. */
final class Suggestion {
  private Suggestion() {}

  /** A question with the known word nearest to this one, or nothing when none is near. */
  static String of(String word, List<String> known) {
    String near = Spelling.nearest(word, known);
    return near == null ? "" : "did you mean " + near + "? Otherwise ";
  }
}
