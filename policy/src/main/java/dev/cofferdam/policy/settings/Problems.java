package dev.cofferdam.policy.settings;

import dev.cofferdam.policy.settings.PolicyFileException.Problem;
import dev.cofferdam.policy.text.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with a file, so that all of it is told at once. At most 100 are kept. */
public final class Problems {
  private static final int MOST = 100;

  private final String file;
  private final List<Problem> found = new ArrayList<>();

  /**
   * Nothing wrong yet.
   *
   * @param file the name of the text for messages, usually its path
   */
  public Problems(String file) {
    this.file = file;
  }

  /**
   * One thing that is wrong.
   *
   * @param path the key, such as {@code limits.container.memory}; empty for the whole file
   * @param message what is wrong
   * @param suggestion what to do; may be empty
   */
  public void add(Yaml.Place place, String path, String message, String suggestion) {
    if (found.size() < MOST) {
      found.add(new Problem(file, place.line(), place.column(), path, message, suggestion));
    }
  }

  /** A word that is none of the known ones: with the nearest of them, or all if they are few. */
  void unknown(Yaml.Place place, String path, String what, Collection<String> known) {
    String word = path.substring(path.lastIndexOf('.') + 1);
    unknown(place, path, what, word, known);
  }

  void unknown(Yaml.Place place, String path, String what, String word, Collection<String> known) {
    String near = Spelling.nearest(word, known);
    String suggestion = "";
    if (near != null) {
      suggestion = "did you mean " + near + "?";
    } else if (known.size() <= 16) {
      suggestion = "known are " + String.join(", ", known.stream().sorted().toList());
    }
    add(place, path, what, suggestion);
  }

  /**
   * Ends the reading of a file with problems.
   *
   * @throws PolicyFileException with all of them in the order of the file, if there is any
   */
  public void throwIfAny() throws PolicyFileException {
    if (!found.isEmpty()) {
      found.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
      throw new PolicyFileException(found);
    }
  }
}
