package dev.cofferdam.cli.shared;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What {@code --json} prints. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private Json() {}

  /** Maps, lists, texts, numbers and booleans as JSON for people and programs. */
  public static String pretty(Object value) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }

  /** The same in one line, for streams of objects. */
  public static String line(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * The value of a JSON text, as maps and lists.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Object parse(byte[] json) {
    try {
      return MAPPER.readValue(json, Object.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("this is not JSON", e);
    }
  }

  /** An object with members in the order given; those without a value are left out. */
  public static Map<String, Object> object(@Nullable Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (value != null) {
        object.put(String.valueOf(namesAndValues[i]), value);
      }
    }
    return object;
  }
}
