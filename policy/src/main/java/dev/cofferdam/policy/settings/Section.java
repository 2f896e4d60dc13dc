package dev.cofferdam.policy.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of the file with the keys that it may have. Whatever does not fit becomes a problem,
 * and the caller goes on with its default.
 */
public final class Section {
  private final Problems problems;
  private final String path;
  private final List<Yaml.Entry> entries;

  private Section(Problems problems, String path, List<Yaml.Entry> entries) {
    this.problems = problems;
    this.path = path;
    this.entries = entries;
  }

  /** A mapping with these keys only. */
  public static Section of(Problems problems, String path, Yaml node, Set<String> keys) {
    Section section = free(problems, path, node);
    for (Yaml.Entry entry : section.entries) {
      if (!keys.contains(entry.key())) {
        problems.unknown(
            entry.place(), section.pathOf(entry.key()), "unknown key", entry.key(), keys);
      }
    }
    return section;
  }

  /** A mapping whose keys are data. */
  public static Section free(Problems problems, String path, Yaml node) {
    if (node instanceof Yaml.Entries map) {
      return new Section(problems, path, map.entries());
    }
    problems.add(node.place(), path, "needs keys and values below it", "");
    return new Section(problems, path, List.of());
  }

  /** The keys and values, unknown keys included. */
  public List<Yaml.Entry> entries() {
    return entries;
  }

  /** The whole name of a key of this mapping, such as {@code limits.container}. */
  public String pathOf(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The value of a key; a key without a value is a problem. */
  public @Nullable Yaml value(String key) {
    for (Yaml.Entry entry : entries) {
      if (entry.key().equals(key)) {
        if (entry.value() instanceof Yaml.Nothing) {
          problems.add(entry.place(), pathOf(key), "has no value", "remove the key or give one");
          return null;
        }
        return entry.value();
      }
    }
    return null;
  }

  /** The section below a key, an empty one when the key is absent. */
  public Section below(String key, Set<String> keys) {
    Yaml node = value(key);
    return node == null
        ? new Section(problems, pathOf(key), List.of())
        : of(problems, pathOf(key), node, keys);
  }

  /**
   * Does something with the plain value of a key, if it is there; an {@link
   * IllegalArgumentException} becomes a problem: the value, then its message.
   */
  public void text(String key, Consumer<String> use) {
    Yaml node = value(key);
    if (node != null) {
      String text = textOf(pathOf(key), node);
      if (text != null) {
        parse(pathOf(key), node, text, use);
      }
    }
  }

  /** A number of something, or {@code none} for 0. */
  public long number(String key, long fallback, ToLongFunction<String> parser) {
    long[] result = {fallback};
    text(key, text -> result[0] = text.equals("none") ? 0 : parser.applyAsLong(text));
    return result[0];
  }

  /** A constant of the enum, written in lower case. */
  <E extends Enum<E>> E constant(String key, Class<E> type, E fallback) {
    Yaml node = value(key);
    return node == null ? fallback : constantOf(pathOf(key), node, type, fallback);
  }

  <E extends Enum<E>> E constantOf(String where, Yaml node, Class<E> type, E fallback) {
    String text = textOf(where, node);
    if (text == null) {
      return fallback;
    }
    List<String> known = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT);
      if (name.equals(text)) {
        return constant;
      }
      known.add(name);
    }
    problems.unknown(node.place(), where, "\"" + text + "\" is no value for it", text, known);
    return fallback;
  }

  /** A list, each item made by the function; a wrong item is a problem and left out. */
  public <T> List<T> list(String key, List<T> fallback, Function<String, T> parser) {
    Yaml node = value(key);
    if (node == null) {
      return fallback;
    }
    List<T> result = new ArrayList<>();
    for (Yaml item : items(key, node)) {
      String text = textOf(pathOf(key), item);
      if (text != null) {
        parse(pathOf(key), item, text, value -> result.add(parser.apply(value)));
      }
    }
    return result;
  }

  /** The items of a list; anything else is a problem and gives none. */
  public List<Yaml> items(String key, Yaml node) {
    if (node instanceof Yaml.Items list) {
      return list.items();
    }
    problems.add(node.place(), pathOf(key), "needs a list", "write [a, b], or one \"- a\" a line");
    return List.of();
  }

  @Nullable String textOf(String where, Yaml node) {
    if (node instanceof Yaml.Text scalar) {
      return scalar.text();
    }
    problems.add(node.place(), where, "needs one plain value", "");
    return null;
  }

  void parse(String where, Yaml node, String text, Consumer<String> use) {
    try {
      use.accept(text);
    } catch (IllegalArgumentException wrong) {
      String shown = text.length() > 60 ? text.substring(0, 59) + "…" : text;
      problems.add(node.place(), where, "\"" + shown + "\" " + wrong.getMessage(), "");
    }
  }
}
