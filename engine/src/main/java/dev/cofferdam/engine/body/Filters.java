package dev.cofferdam.engine.body;

import dev.cofferdam.engine.body.BodyException.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The query value {@code filters} of lists, events and prunes.
 *
 * <p>Clients write it as {@code {"label":["a=b"]}} or, since API 1.22, as {@code
 * {"label":{"a=b":true}}}; engines ignore the booleans, also {@code false}. Both are read into this
 * one form. Immutable; safe for any thread.
 *
 * @param values the values of each key, without repetition, in the order given; a key without
 *     values filters nothing and is left out
 */
public record Filters(Map<String, List<String>> values) {
  /** Filters that let everything pass. */
  public static final Filters NONE = new Filters(Map.of());

  private static final Type<Map<String, List<String>>> LISTS = new Type.Keyed<>(Type.TEXTS);
  private static final Type<Map<String, Map<String, Boolean>>> MAPS =
      new Type.Keyed<>(new Type.Keyed<>(new Type.Bool()));

  public Filters {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((key, list) -> {
      if (!list.isEmpty()) {
        copy.put(key, List.copyOf(new LinkedHashSet<>(list)));
      }
    });
    values = Collections.unmodifiableMap(copy);
  }

  /**
   * The filters that a query value holds; none when it is empty or {@code null}.
   *
   * @throws BodyException when it is in neither form, or in both at once
   */
  public static Filters read(String value) throws BodyException {
    if (QueryValues.saysNothing(value)) {
      return NONE;
    }
    byte[] json = QueryValues.utf8(value);
    try {
      return new Filters(BodyReader.read(LISTS, "filters", json));
    } catch (BodyException e) {
      if (e.kind() != Kind.WRONG_TYPE) {
        throw e;
      }
    }
    Map<String, List<String>> lists = new LinkedHashMap<>();
    try {
      BodyReader.read(MAPS, "filters", json)
          .forEach((key, set) -> lists.put(key, List.copyOf(set.keySet())));
    } catch (BodyException e) {
      if (e.kind() != Kind.WRONG_TYPE) {
        throw e;
      }
      throw new BodyException(
          Kind.WRONG_TYPE,
          "filters must be like {\"label\":[\"a=b\"]} or like {\"label\":{\"a=b\":true}}");
    }
    return new Filters(lists);
  }

  /** The query value that all engines from API 1.22 read alike, not yet percent-encoded. */
  public String write() {
    Map<String, Map<String, Boolean>> maps = new LinkedHashMap<>();
    values.forEach((key, list) -> {
      Map<String, Boolean> set = new LinkedHashMap<>();
      list.forEach(value -> set.put(value, true));
      maps.put(key, set);
    });
    return QueryValues.write(MAPS, maps);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** The values of a key; empty when it is absent. */
  public List<String> values(String key) {
    return values.getOrDefault(key, List.of());
  }

  /**
   * These filters and one more condition. Engines require all values of {@code label} and {@code
   * label!}, but any one value of every other key suffices, so there a second value would let more
   * through.
   *
   * @throws IllegalArgumentException when another key than those two has other values already
   */
  public Filters and(String key, String value) {
    List<String> present = values(key);
    if (present.contains(value) && (present.size() == 1 || everyValueCounts(key))) {
      return this;
    }
    if (!present.isEmpty() && !everyValueCounts(key)) {
      throw new IllegalArgumentException(
          "a second value of the filter " + key + " would let more through, not less");
    }
    List<String> list = new ArrayList<>(present);
    list.add(value);
    Map<String, List<String>> all = new LinkedHashMap<>(values);
    all.put(key, list);
    return new Filters(all);
  }

  private static boolean everyValueCounts(String key) {
    return key.equals("label") || key.equals("label!");
  }
}
