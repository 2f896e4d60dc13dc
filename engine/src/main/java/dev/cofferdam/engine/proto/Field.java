package dev.cofferdam.engine.proto;

/**
 * A field of a {@link Layout}. Compared by identity; each is a constant beside its layout.
 *
 * @param <T> the Java type of its value
 */
public final class Field<T> {
  private final Layout layout;
  private final int index;
  private final int number;
  private final String name;
  private final FieldType<T> type;

  Field(Layout layout, int index, int number, String name, FieldType<T> type) {
    this.layout = layout;
    this.index = index;
    this.number = number;
    this.name = name;
    this.type = type;
  }

  /** The name in BuildKit's own definition. */
  public String name() {
    return name;
  }

  /** The number on the wire. */
  public int number() {
    return number;
  }

  Layout layout() {
    return layout;
  }

  int index() {
    return index;
  }

  FieldType<T> type() {
    return type;
  }

  @Override
  public String toString() {
    return layout.name() + "." + name;
  }
}
