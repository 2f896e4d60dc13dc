package dev.cofferdam.policy.settings;

import java.util.List;

/** A YAML document with the place of everything in it. All scalars are texts, as written. */
public sealed interface Yaml {
  /** Where it begins. */
  Place place();

  /** A position in the file, both parts from 1. */
  record Place(int line, int column) {
    /** The beginning of a file. */
    public static final Place START = new Place(1, 1);
  }

  /** A scalar, as written. */
  record Text(String text, Place place) implements Yaml {}

  /** A key without a value, {@code ~} or {@code null}. */
  record Nothing(Place place) implements Yaml {}

  /** A list. */
  record Items(List<Yaml> items, Place place) implements Yaml {}

  /** Keys and values, in the order of the file. */
  record Entries(List<Entry> entries, Place place) implements Yaml {}

  /**
   * A key and its value.
   *
   * @param place where the key stands
   */
  record Entry(String key, Place place, Yaml value) {}
}
