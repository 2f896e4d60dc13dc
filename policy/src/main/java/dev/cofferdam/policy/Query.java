package dev.cofferdam.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decoded query of a call: names in order, each with its values. Immutable. */
public final class Query {
  private static final Query EMPTY = new Query(Map.of());

  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  public static Query empty() {
    return EMPTY;
  }

  /** A query of these values; the map is copied, its order kept. */
  public static Query of(Map<String, List<String>> values) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
    return new Query(Collections.unmodifiableMap(copy));
  }

  public Map<String, List<String>> values() {
    return values;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The first value, which is the one the engine reads; null when the name is absent. */
  public @Nullable String first(String name) {
    List<String> all = values.get(name);
    return all == null || all.isEmpty() ? null : all.getFirst();
  }

  /** The first value, or {@code fallback}. */
  public String first(String name, String fallback) {
    String value = first(name);
    return value == null ? fallback : value;
  }

  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /**
   * The first value read as Docker reads booleans: false only for nothing, {@code 0}, {@code no},
   * {@code false} and {@code none}, in any case, with blanks around.
   */
  public boolean flag(String name) {
    return switch (first(name, "").strip().toLowerCase(Locale.ROOT)) {
      case "", "0", "no", "false", "none" -> false;
      default -> true;
    };
  }

  /** A copy in which this name has these values; no values removes it. */
  public Query with(String name, String... newValues) {
    return with(name, List.of(newValues));
  }

  /** A copy in which this name has these values; an empty list removes it. */
  public Query with(String name, List<String> newValues) {
    Map<String, List<String>> copy = new LinkedHashMap<>(values);
    if (newValues.isEmpty()) {
      copy.remove(name);
    } else {
      copy.put(name, List.copyOf(newValues));
    }
    return new Query(Collections.unmodifiableMap(copy));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Query query && query.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** The names only: values may hold build arguments. */
  @Override
  public String toString() {
    return new ArrayList<>(values.keySet()).toString();
  }
}
