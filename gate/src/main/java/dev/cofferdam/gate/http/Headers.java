package dev.cofferdam.gate.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Header fields in their order, names in lower case, values without the blanks around them. */
public final class Headers {
  private final List<String> names = new ArrayList<>(8);
  private final List<String> values = new ArrayList<>(8);

  void add(String lowerCaseName, String value) {
    names.add(lowerCaseName);
    values.add(value);
  }

  public int size() {
    return names.size();
  }

  /** These fields with one field's values replaced by one; an empty value leaves the field out. */
  public Headers with(String lowerCaseName, String value) {
    Headers copy = new Headers();
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).equals(lowerCaseName)) {
        copy.add(names.get(i), values.get(i));
      }
    }
    if (!value.isEmpty()) {
      copy.add(lowerCaseName, value);
    }
    return copy;
  }

  /** The names in their order, one for each field. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** The first value of a field, or null. */
  public @Nullable String first(String lowerCaseName) {
    int at = names.indexOf(lowerCaseName);
    return at < 0 ? null : values.get(at);
  }

  /** All values of a field in their order. */
  public List<String> all(String lowerCaseName) {
    List<String> found = List.of();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equals(lowerCaseName)) {
        if (found.isEmpty()) {
          found = new ArrayList<>(2);
        }
        found.add(values.get(i));
      }
    }
    return found;
  }

  /**
   * The only value of a field, or null when it is absent.
   *
   * @throws HttpException when it is given more than once: readers disagree about which one counts
   */
  public @Nullable String only(String lowerCaseName) throws HttpException {
    List<String> all = all(lowerCaseName);
    if (all.size() > 1) {
      throw new HttpException(400, "the header " + lowerCaseName + " is given more than once");
    }
    return all.isEmpty() ? null : all.getFirst();
  }

  /**
   * Whether one of the comma-separated tokens of this field is the given one, whatever its case.
   */
  public boolean hasToken(String lowerCaseName, String token) {
    for (String value : all(lowerCaseName)) {
      for (String part : value.split(",", -1)) {
        if (part.strip().equalsIgnoreCase(token)) {
          return true;
        }
      }
    }
    return false;
  }
}
