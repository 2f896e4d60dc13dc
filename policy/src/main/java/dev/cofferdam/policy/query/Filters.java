package dev.cofferdam.policy.query;

import dev.cofferdam.engine.body.BodyException;
import dev.cofferdam.engine.body.BodyReader;
import dev.cofferdam.engine.body.BodyWriter;
import dev.cofferdam.engine.body.Type;
import dev.cofferdam.policy.Labels;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.Decider;
import dev.cofferdam.policy.ruling.Ruling;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The {@code filters} of lists and prunes. Docker takes {@code {"label":["a"]}} and {@code
 * {"label":{"a":true}}}, where the value behind the name counts for nothing; both are rebuilt as
 * the second. Several labels must all match, so adding the owner's can only narrow a list.
 */
public final class Filters {
  private static final Type<Map<String, List<String>>> LISTS = new Type.Keyed<>(Type.TEXTS);
  private static final Type<Map<String, Map<String, Boolean>>> SETS =
      new Type.Keyed<>(new Type.Keyed<>(new Type.Bool()));

  private Filters() {}

  /** Lets through what has the owner's label, among what the caller asked for. */
  public static Decider own(String... keys) {
    Set<String> known = Set.of(keys);
    return ruling -> rebuild(ruling, known, Labels.OWNER + "=" + ruling.principal().name());
  }

  /** Lets the caller's own filters through, rebuilt. */
  public static Decider known(String... keys) {
    Set<String> known = Set.of(keys);
    return ruling -> rebuild(ruling, known, null);
  }

  private static void rebuild(Ruling ruling, Set<String> known, @Nullable String label) {
    String text = ruling.query().first("filters", "");
    Map<String, Map<String, Boolean>> filters;
    try {
      filters = parse(text);
    } catch (BodyException e) {
      ruling.reject(
          Rules.REQUEST_FILTERS,
          "the filters cannot be read: " + e.getMessage(),
          "send a JSON object such as {\"label\":[\"key=value\"]}");
      return;
    }
    for (String key : filters.keySet()) {
      if (!known.contains(key)) {
        ruling.reject(
            Rules.REQUEST_FILTERS,
            "invalid filter '" + key + "'",
            "known filters are " + String.join(", ", new TreeSet<>(known)));
      }
    }
    if (label != null
        && filters.computeIfAbsent("label", _ -> new LinkedHashMap<>()).put(label, true) == null) {
      ruling.changed("filter label=" + label + " added");
    }
    if (!filters.isEmpty() || !text.isEmpty()) {
      ruling.query(
          "filters", new String(BodyWriter.write(SETS, filters), StandardCharsets.UTF_8));
    }
  }

  /** The filters in one form, each value set to true. */
  static Map<String, Map<String, Boolean>> parse(String text) throws BodyException {
    Map<String, Map<String, Boolean>> filters = new LinkedHashMap<>();
    if (text.isEmpty()) {
      return filters;
    }
    byte[] json = text.getBytes(StandardCharsets.UTF_8);
    try {
      BodyReader.read(SETS, "filters", json)
          .forEach((key, values) -> filters.put(key, all(values.keySet())));
    } catch (BodyException e) {
      if (e.kind() != BodyException.Kind.WRONG_TYPE) {
        throw e;
      }
      BodyReader.read(LISTS, "filters", json)
          .forEach((key, values) -> filters.put(key, all(values)));
    }
    return filters;
  }

  private static Map<String, Boolean> all(Iterable<String> values) {
    Map<String, Boolean> set = new LinkedHashMap<>();
    values.forEach(value -> set.put(value, true));
    return set;
  }
}
