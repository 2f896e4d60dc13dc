package dev.cofferdam.testkit;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.opentest4j.TestAbortedException;

/**
 * What {@code ./check} set up for tests, by the names that {@code scripts/lib/testenv.sh} lists.
 */
public final class Surroundings {
  private Surroundings() {}

  /**
   * The value of a variable such as {@code COFFER_TEST_DOCKER}.
   *
   * @throws TestAbortedException when it is not set and the run does not insist ({@code
   *     COFFER_TEST_REQUIRED}): the test is then skipped
   * @throws AssertionError when it is not set and the run insists
   */
  public static String value(String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isEmpty()) {
      if ("1".equals(System.getenv("COFFER_TEST_REQUIRED"))) {
        throw new AssertionError(variable + " is not set");
      }
      Assumptions.abort(variable + " is not set; run ./check --env");
      throw new TestAbortedException();
    }
    return value;
  }

  /** The file or folder that a variable names. */
  public static Path path(String variable) {
    return Path.of(value(variable));
  }
}
