package dev.cofferdam.engine.proto;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The closed list of fields that a message may have. Filled while the class that holds it is
 * initialised and never changed after that; then safe for any thread.
 */
public final class Layout {
  private final String name;
  private final List<Field<?>> fields = new ArrayList<>();

  private Layout(String name) {
    this.name = name;
  }

  /** A layout without fields yet, named as BuildKit names the message. */
  public static Layout named(String name) {
    return new Layout(name);
  }

  public String name() {
    return name;
  }

  /** All fields, in the order in which they are written. */
  public List<Field<?>> fields() {
    return Collections.unmodifiableList(fields);
  }

  /** A message with no field set. */
  public Message empty() {
    return new Message(this);
  }

  public Field<String> text(int number, String fieldName) {
    return add(number, fieldName, new FieldType.Text());
  }

  public Field<List<String>> texts(int number, String fieldName) {
    return add(number, fieldName, new FieldType.Many<>(new FieldType.Text()));
  }

  public Field<Boolean> bool(int number, String fieldName) {
    return add(number, fieldName, new FieldType.Bool());
  }

  /** An integer or enum. */
  public Field<Long> integer(int number, String fieldName) {
    return add(number, fieldName, new FieldType.Int());
  }

  /** Bytes, or a message that nobody here looks into. */
  public Field<byte[]> opaque(int number, String fieldName) {
    return add(number, fieldName, new FieldType.Opaque());
  }

  public Field<List<byte[]>> opaques(int number, String fieldName) {
    return add(number, fieldName, new FieldType.Many<>(new FieldType.Opaque()));
  }

  public Field<Message> message(int number, String fieldName, Layout layout) {
    return add(number, fieldName, new FieldType.Nested(layout));
  }

  public Field<List<Message>> messages(int number, String fieldName, Layout layout) {
    return add(number, fieldName, new FieldType.Many<>(new FieldType.Nested(layout)));
  }

  public Field<Map<String, String>> textMap(int number, String fieldName) {
    return add(number, fieldName, new FieldType.Keyed<>(new FieldType.Text()));
  }

  public Field<Map<String, byte[]>> opaqueMap(int number, String fieldName) {
    return add(number, fieldName, new FieldType.Keyed<>(new FieldType.Opaque()));
  }

  private <T> Field<T> add(int number, String fieldName, FieldType<T> type) {
    if (field(number) != null) {
      throw new IllegalStateException(name + " has two fields " + number);
    }
    Field<T> field = new Field<>(this, fields.size(), number, fieldName, type);
    fields.add(field);
    return field;
  }

  /** The field of this number, or null. */
  @Nullable Field<?> field(int number) {
    for (Field<?> field : fields) {
      if (field.number() == number) {
        return field;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return name;
  }
}
