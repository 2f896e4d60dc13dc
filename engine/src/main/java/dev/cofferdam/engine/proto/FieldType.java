package dev.cofferdam.engine.proto;

import java.util.List;
import java.util.Map;

/**
 * What a field holds.
 *
 * @param <T> the Java type of its value
 */
sealed interface FieldType<T> {
  /** UTF-8; anything else is refused. */
  record Text() implements FieldType<String> {}

  /** A {@code bool}: 0 or 1, nothing else. */
  record Bool() implements FieldType<Boolean> {}

  /** An {@code int32}, {@code int64} or enum. */
  record Int() implements FieldType<Long> {}

  /** Bytes, or a message that nobody here looks into. */
  record Opaque() implements FieldType<byte[]> {}

  /** A message of its own layout. */
  record Nested(Layout layout) implements FieldType<Message> {}

  /** A repeated field. */
  record Many<T>(FieldType<T> each) implements FieldType<List<T>> {}

  /** A {@code map<string, …>}; a key given twice is refused. */
  record Keyed<T>(FieldType<T> value) implements FieldType<Map<String, T>> {}
}
