package dev.cofferdam.policy.settings;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A policy file says something that cannot be done; the message lists every problem, one a line.
 */
public final class PolicyFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The problems, in the order of the file. */
  private final transient List<Problem> problems;

  PolicyFileException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** All problems of the file, in its order; at least one. */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * @param file the name the caller gave the text
   * @param line from 1
   * @param column from 1
   * @param path the key, such as {@code limits.container.memory}; empty for the whole file
   * @param message what is wrong
   * @param suggestion what to do; may be empty
   */
  public record Problem(
      String file, int line, int column, String path, String message, String suggestion) {
    @Override
    public String toString() {
      return file
          + ":"
          + line
          + ":"
          + column
          + ": "
          + (path.isEmpty() ? "" : path + ": ")
          + message
          + (suggestion.isEmpty() ? "" : "; " + suggestion);
    }
  }
}
