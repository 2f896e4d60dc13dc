package dev.cofferdam.engine.catalogue;

import java.util.ArrayList;
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

  /** The routes of one method: whole paths, and patterns by their first segment. */
  private record Routes(Map<String, Match> literals, Map<String, List<PathPattern>> patterns) {
    void add(Operation operation) {
      String template = operation.template();
      if (template.indexOf('{') < 0) {
        literals.put(template, new Match(operation, List.of()));
      } else {
        patterns
            .computeIfAbsent(firstSegment(template), _ -> new ArrayList<>())
            .add(PathPattern.of(operation));
      }
    }
  }

  private static final List<Routes> BY_METHOD = routes();

  private static List<Routes> routes() {
    List<Routes> byMethod = new ArrayList<>();
    for (Method _ : Method.values()) {
      byMethod.add(new Routes(new HashMap<>(), new HashMap<>()));
    }
    for (Operation operation : Operation.values()) {
      byMethod.get(operation.method().ordinal()).add(operation);
    }
    // Docker routes this one alias with a trailing slash (API 1.21, router of networks).
    byMethod
        .get(Method.GET.ordinal())
        .literals()
        .put("/networks/", new Match(Operation.NETWORK_LIST, List.of()));
    for (Routes routes : byMethod) {
      // The longest literal tail first, so that /images/a/get is an export and not an image
      // "a/get".
      routes.patterns().values().forEach(list -> list.sort(PathPattern.MOST_SPECIFIC_FIRST));
    }
    return byMethod;
  }

  /**
   * The operation that this request names.
   *
   * @param path decoded once, clean (no empty or dot segments), beginning with {@code /}, without
   *     the version prefix
   * @return {@code null} when the Engine API has no such operation
   */
  public static @Nullable Match find(Method method, String path) {
    if (method == Method.OPTIONS) {
      // Docker answers OPTIONS for whatever path.
      return new Match(Operation.OPTIONS, List.of());
    }
    Routes routes = BY_METHOD.get(method.ordinal());
    Match literal = routes.literals().get(path);
    if (literal != null) {
      return literal;
    }
    List<PathPattern> patterns = routes.patterns().get(firstSegment(path));
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
