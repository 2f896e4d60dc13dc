package dev.cofferdam.engine.body;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a member's value may be, and the Java type that holds it.
 *
 * @param <T> the Java type of a value
 */
public sealed interface Type<T> {
  /** Go's {@code int64}, and {@code int} on all machines that Docker supports. */
  Type<Long> INT64 = new Int(Long.MIN_VALUE, Long.MAX_VALUE);

  /** A list of strings. */
  Type<List<String>> TEXTS = new Many<>(new Text(), false);

  /** {@code true} or {@code false}; numbers and strings are refused, as in Go. */
  record Bool() implements Type<Boolean> {}

  /** A whole number from {@code min} to {@code max}; {@code 1.0} and {@code 1e3} are refused. */
  record Int(long min, long max) implements Type<Long> {}

  /** A string of valid Unicode. */
  record Text() implements Type<String> {}

  /**
   * A list.
   *
   * @param lenient whether a bare value stands for a list of one, as Docker's StrSlice does
   */
  record Many<E>(Type<E> element, boolean lenient) implements Type<List<E>> {}

  /** A list of exactly two; Go would cut or fill up any other length. */
  record Pair<E>(Type<E> element) implements Type<List<E>> {}

  /** A finite number, whole or not. */
  record Real() implements Type<Double> {}

  /** A value or {@code null}, where the two differ: Go's pointers as values of a map. */
  record Nullable<E>(Type<E> element) implements Type<Optional<E>> {}

  /** A map with free keys; its order is kept. */
  record Keyed<E>(Type<E> value) implements Type<Map<String, E>> {}

  /** An object with the members of a shape. */
  record Nested(Shape shape) implements Type<Body> {}

  /** An empty object, the value of Docker's {@code map[string]struct{}}. */
  record Empty() implements Type<Empty.Value> {
    /** The one value. */
    public enum Value {
      EMPTY
    }
  }
}
