package dev.cofferdam.engine.catalogue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lookup from a method and a decoded, clean, version-less path to an {@link Operation}. Only
 * what the table describes is found; everything else is {@code null}, also where Docker's router
 * would still find a handler (legacy link names with slashes, trailing slashes).
 *
 * <p>Immutable and safe for any thread.
 */
public final class Catalogue {
  private Catalogue() {}

  /** An operation and the values of its path variables, in the order of the template. */
  public record Match(Operation operation, List<String> variables) {
    /** The first variable: the container, image, network, … that the path names. */
    public @Nullable String target() {
      return variables.isEmpty() ? null : variables.getFirst();
    }
  }

  private static final Map<Method, Map<String, Match>> LITERALS = new EnumMap<>(Method.class);
  private static final Map<Method, Map<String, List<PathPattern>>> PATTERNS =
      new EnumMap<>(Method.class);

  static {
    for (Method method : Method.values()) {
      LITERALS.put(method, new HashMap<>());
      PATTERNS.put(method, new HashMap<>());
    }
    for (Operation operation : Operation.values()) {
      String template = operation.template();
      if (template.indexOf('{') < 0) {
        LITERALS.get(operation.method()).put(template, new Match(operation, List.of()));
      } else {
        PATTERNS
            .get(operation.method())
            .computeIfAbsent(firstSegment(template), _ -> new ArrayList<>())
            .add(PathPattern.of(operation));
      }
    }
    // Docker routes this one alias with a trailing slash (docker-engine API 1.21, router of
    // networks).
    LITERALS.get(Method.GET).put("/networks/", new Match(Operation.NETWORK_LIST, List.of()));
    for (Map<String, List<PathPattern>> bySegment : PATTERNS.values()) {
      // The longest literal tail first, so that /images/a/get is an export and not an image
      // "a/get".
      bySegment.values().forEach(list -> list.sort(PathPattern.MOST_SPECIFIC_FIRST));
    }
  }

  /**
   * The operation that this request names.
   *
   * @param path decoded once, clean (no empty or dot segments), beginning with {@code /}, without
   *     the version prefix
   * @return {@code null} when the Engine API has no such operation
   */
  public static @Nullable Match find(Method method, String path) {
    Match literal = LITERALS.get(method).get(path);
    if (literal != null) {
      return literal;
    }
    List<PathPattern> patterns = PATTERNS.get(method).get(firstSegment(path));
    if (patterns == null) {
      return null;
    }
    for (PathPattern pattern : patterns) {
      List<String> variables = pattern.match(path);
      if (variables != null) {
        return new Match(pattern.operation(), variables);
      }
    }
    return null;
  }

  private static String firstSegment(String path) {
    int end = path.indexOf('/', 1);
    return end < 0 ? path : path.substring(0, end);
  }
}
