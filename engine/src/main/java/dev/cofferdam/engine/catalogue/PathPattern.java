package dev.cofferdam.engine.catalogue;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One path template with one variable, or two as in {@code
 * /containers/{id}/checkpoints/{checkpoint}}.
 *
 * @param slashes whether the first variable may hold slashes, as the names of images and plugins do
 */
record PathPattern(Operation operation, String head, String middle, boolean two, boolean slashes) {

  static final Comparator<PathPattern> MOST_SPECIFIC_FIRST =
      Comparator.<PathPattern>comparingInt(p -> p.two ? 1 : 0)
          .thenComparingInt(p -> p.middle.length())
          .reversed();

  static PathPattern of(Operation operation) {
    String template = operation.template();
    int open = template.indexOf('{');
    int close = template.indexOf('}', open);
    String head = template.substring(0, open);
    String rest = template.substring(close + 1);
    int second = rest.indexOf('{');
    boolean slashes =
        switch (operation.family()) {
          case IMAGE, PLUGIN, DISTRIBUTION -> true;
          default -> false;
        };
    return new PathPattern(
        operation, head, second < 0 ? rest : rest.substring(0, second), second >= 0, slashes);
  }

  @Nullable List<String> match(String path) {
    if (!path.startsWith(head)) {
      return null;
    }
    if (two) {
      int at = path.indexOf(middle, head.length());
      if (at < 0) {
        return null;
      }
      String first = path.substring(head.length(), at);
      String last = path.substring(at + middle.length());
      return isName(first) && isName(last) ? List.of(first, last) : null;
    }
    int end = path.length() - middle.length();
    if (end <= head.length() || !path.endsWith(middle)) {
      return null;
    }
    String name = path.substring(head.length(), end);
    return isName(name) || (slashes && isReference(name)) ? List.of(name) : null;
  }

  /** Names with a slash between each two of them, such as {@code team/app}. */
  private static boolean isReference(String name) {
    return !name.startsWith("/") && !name.endsWith("/") && !name.contains("//");
  }

  private static boolean isName(String name) {
    return !name.isEmpty() && name.indexOf('/') < 0;
  }
}
