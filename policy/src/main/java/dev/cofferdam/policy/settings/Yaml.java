package dev.cofferdam.policy.settings;

import java.util.List;

/** A YAML document with the place of everything in it. All scalars are texts, as written. */
sealed interface Yaml {
  Place place();

  /** A position in the file, both parts from 1. */
  record Place(int line, int column) {
    static final Place START = new Place(1, 1);
  }

  record Text(String text, Place place) implements Yaml {}

  /** A key without a value, {@code ~} or {@code null}. */
  record Nothing(Place place) implements Yaml {}

  record Items(List<Yaml> items, Place place) implements Yaml {}

  record Entries(List<Entry> entries, Place place) implements Yaml {}

  record Entry(String key, Place place, Yaml value) {}
}
