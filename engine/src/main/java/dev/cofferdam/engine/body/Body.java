package dev.cofferdam.engine.body;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a known {@link Shape}. Immutable: {@link #with} and {@link #without} give a
 * changed copy. A member that is absent or {@code null} in JSON is {@code null} here; an empty list
 * is not null (Docker reads {@code "MaskedPaths":[]} and an absent one as opposites).
 */
public final class Body {
  private final Shape shape;
  private final @Nullable Object[] values;

  Body(Shape shape) {
    this(shape, new Object[shape.size()]);
  }

  Body(Shape shape, @Nullable Object[] values) {
    this.shape = shape;
    this.values = values;
  }

  public Shape shape() {
    return shape;
  }

  /** The value of a member, or null when it is absent. */
  @SuppressWarnings("unchecked") // the reader and with() store values of the member's own type only
  public <T> @Nullable T get(Member<T> member) {
    return (T) values[slot(member)];
  }

  /** The value of a member, or {@code fallback} when it is absent. */
  public <T> T get(Member<T> member, T fallback) {
    T value = get(member);
    return value == null ? fallback : value;
  }

  public boolean has(Member<?> member) {
    return values[slot(member)] != null;
  }

  /**
   * Whether the member is absent or says as much as an absent one: {@code false}, 0, an empty
   * string, list or map, an object of zero members. Where the engine tells the two apart ({@link
   * Member#presenceCounts}), only an absent member is zero.
   */
  public boolean isZero(Member<?> member) {
    Object value = values[slot(member)];
    return value == null || (!member.presenceCounts() && isZero(value));
  }

  private static boolean isZero(Object value) {
    return switch (value) {
      case Boolean bool -> !bool;
      case Long number -> number == 0;
      case Double number -> number == 0;
      case String text -> text.isEmpty();
      case Collection<?> list -> list.isEmpty();
      case Map<?, ?> map -> map.isEmpty();
      case Body body -> body.shape.members().stream().allMatch(body::isZero);
      default -> false;
    };
  }

  /** A copy in which the member has this value. */
  public <T> Body with(Member<T> member, T value) {
    @Nullable Object[] copy = values.clone();
    copy[slot(member)] = Objects.requireNonNull(value);
    return new Body(shape, copy);
  }

  /** A copy in which the member is absent. */
  public Body without(Member<?> member) {
    @Nullable Object[] copy = values.clone();
    copy[slot(member)] = null;
    return new Body(shape, copy);
  }

  /** Calls the consumer with each member that is present, in canonical order. */
  public void forEachPresent(Consumer<Member<?>> consumer) {
    for (Member<?> member : shape.members()) {
      if (values[member.index()] != null) {
        consumer.accept(member);
      }
    }
  }

  @Nullable Object valueAt(int index) {
    return values[index];
  }

  private int slot(Member<?> member) {
    if (member.shape() != shape) {
      throw new IllegalArgumentException(member + " is no member of " + shape);
    }
    return member.index();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Body body && body.shape == shape && Arrays.equals(values, body.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** The name of the shape only, since values may be secrets. */
  @Override
  public String toString() {
    return shape.name() + "{…}";
  }
}
