package dev.cofferdam.engine.proto;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message of a known {@link Layout}. Immutable: {@link #with} gives a changed copy. As in proto3,
 * a field that is absent and one that holds nothing are the same.
 */
public final class Message {
  private final Layout layout;
  private final @Nullable Object[] values;

  Message(Layout layout) {
    this(layout, new Object[layout.fields().size()]);
  }

  Message(Layout layout, @Nullable Object[] values) {
    this.layout = layout;
    this.values = values;
  }

  /**
   * Reads a message.
   *
   * @throws ProtoException when a field is unknown, given twice, of another type, or cut short
   */
  public static Message read(Layout layout, byte[] bytes) throws ProtoException {
    return new MessageReader(bytes, 0, bytes.length, false).read(layout);
  }

  /**
   * Reads what an engine says, which may say more than the layout knows: that is skipped.
   *
   * @throws ProtoException when a known field is given twice, of another type, or cut short
   */
  public static Message readKnown(Layout layout, byte[] bytes) throws ProtoException {
    return new MessageReader(bytes, 0, bytes.length, true).read(layout);
  }

  public Layout layout() {
    return layout;
  }

  /** The value of a field, or {@code fallback} when it is absent. */
  @SuppressWarnings("unchecked") // the reader and with() store values of the field's own type only
  public <T> T get(Field<T> field, T fallback) {
    Object value = values[slot(field)];
    return value == null ? fallback : (T) value;
  }

  /** Whether the field holds anything but its zero value. */
  public boolean has(Field<?> field) {
    Object value = values[slot(field)];
    return value != null && !isZero(value);
  }

  /** Whether the field was given, even if it holds nothing. */
  public boolean isPresent(Field<?> field) {
    return values[slot(field)] != null;
  }

  private static boolean isZero(Object value) {
    return switch (value) {
      case Boolean bool -> !bool;
      case Long number -> number == 0;
      case String text -> text.isEmpty();
      case byte[] bytes -> bytes.length == 0;
      case Collection<?> list -> list.isEmpty();
      case Map<?, ?> map -> map.isEmpty();
      case Message message -> message.layout.fields().stream().noneMatch(message::has);
      default -> false;
    };
  }

  /** A copy in which the field has this value. */
  public <T> Message with(Field<T> field, T value) {
    @Nullable Object[] copy = values.clone();
    copy[slot(field)] = Objects.requireNonNull(value);
    return new Message(layout, copy);
  }

  /** The message on the wire, in its one form. */
  public byte[] write() {
    return new MessageWriter().write(this);
  }

  @Nullable Object valueAt(int index) {
    return values[index];
  }

  private int slot(Field<?> field) {
    if (field.layout() != layout) {
      throw new IllegalArgumentException(field + " is no field of " + layout);
    }
    return field.index();
  }

  /** The name of the layout only, since values may be secrets. */
  @Override
  public String toString() {
    return layout.name() + "{…}";
  }
}
