package dev.cofferdam.engine.body;

import dev.cofferdam.engine.body.BodyException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a JSON document as one {@link Body}, or refuses it.
 *
 * <p>Docker's daemon reads leniently: it folds the case of names (also {@code ſ} and the Kelvin
 * sign), merges duplicate members, ignores unknown ones and what follows the document. Each of
 * these lets a body mean one thing to a checker and another to the daemon, so each is an error
 * here. Safe for any thread.
 */
public final class BodyReader {
  /** Deeper nesting than any Docker type has. */
  private static final int MAX_DEPTH = 32;

  /** More elements than any sensible list or map has; bounds memory, not meaning. */
  private static final int MAX_ELEMENTS = 20_000;

  /** More than any client sends; a secret or config of the swarm may have a megabyte. */
  private static final int MAX_BYTES = 16 << 20;

  // Names are not kept between documents: a hostile client chooses them.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(20)
                  .maxNameLength(4096)
                  .build())
          .build();

  private BodyReader() {}

  /**
   * The body that these bytes hold.
   *
   * @throws BodyException when they are not exactly one JSON object of this shape
   */
  public static Body read(Shape shape, byte[] json) throws BodyException {
    return read(new Type.Nested(shape), shape.name(), json);
  }

  /**
   * The value that these bytes hold; for the JSON that travels in query values.
   *
   * @param what names the value in error messages
   * @throws BodyException when they are not exactly one JSON value of this type
   */
  public static <T> T read(Type<T> type, String what, byte[] json) throws BodyException {
    if (json.length > MAX_BYTES) {
      throw new BodyException(
          Kind.TOO_BIG, what + " has more than " + (MAX_BYTES >> 20) + " MiB of JSON");
    }
    String text = decode(json);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new BodyException(Kind.MALFORMED, "the JSON body is empty");
      }
      T value = value(parser, first, type, what);
      if (parser.nextToken() != null) {
        throw new BodyException(Kind.MALFORMED, "something follows the end of the JSON document");
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new BodyException(
          Kind.TOO_BIG, what + " nests too deeply, or has a name or number that is too long");
    } catch (JacksonException e) {
      throw new BodyException(Kind.MALFORMED, "not valid JSON: " + withoutSource(e));
    }
  }

  private static String decode(byte[] json) throws BodyException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(json))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BodyException(Kind.MALFORMED, "the JSON body is not valid UTF-8");
    }
  }

  /** Where the parser stopped; never what stood there, which may be a secret. */
  private static String withoutSource(JacksonException e) {
    return e.getLocation() == null
        ? "it could not be parsed"
        : "line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + " could not be parsed";
  }

  @SuppressWarnings("unchecked") // each case returns the T of its own Type<T>
  private static <T> T value(JsonParser parser, JsonToken token, Type<T> type, String where)
      throws BodyException {
    return (T)
        switch (type) {
          case Type.Bool _ -> bool(token, where);
          case Type.Int range -> integer(parser, token, range, where);
          case Type.Text _ -> text(parser, token, where);
          case Type.Real _ -> real(parser, token, where);
          case Type.Many<?> many -> list(parser, token, many, where);
          case Type.Pair<?> pair -> pair(parser, token, pair, where);
          case Type.Nullable<?> nullable ->
              token == JsonToken.VALUE_NULL
                  ? Optional.empty()
                  : Optional.of(value(parser, token, nullable.element(), where));
          case Type.Keyed<?> keyed -> map(parser, token, keyed, where);
          case Type.Nested nested -> object(parser, token, nested.shape(), where);
          case Type.Empty _ -> empty(parser, token, where);
        };
  }

  private static Boolean bool(JsonToken token, String where) throws BodyException {
    return switch (token) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw wrongType(where, "true or false", token);
    };
  }

  private static Long integer(JsonParser parser, JsonToken token, Type.Int range, String where)
      throws BodyException {
    if (token != JsonToken.VALUE_NUMBER_INT) {
      throw wrongType(where, "a whole number", token);
    }
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw new BodyException(Kind.WRONG_TYPE, where + " is too large a number");
    }
    long value = parser.getLongValue();
    if (value < range.min() || value > range.max()) {
      throw new BodyException(
          Kind.WRONG_TYPE, where + " must be from " + range.min() + " to " + range.max());
    }
    return value;
  }

  private static Double real(JsonParser parser, JsonToken token, String where)
      throws BodyException {
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw wrongType(where, "a number", token);
    }
    double value = parser.getDoubleValue();
    if (Math.abs(value) > Float.MAX_VALUE) {
      throw new BodyException(Kind.WRONG_TYPE, where + " is too large a number");
    }
    return value;
  }

  private static <E> List<E> pair(
      JsonParser parser, JsonToken token, Type.Pair<E> pair, String where) throws BodyException {
    List<E> values = list(parser, token, new Type.Many<>(pair.element(), false), where);
    if (values.size() != 2) {
      throw new BodyException(Kind.WRONG_TYPE, where + " must be a list of two");
    }
    return values;
  }

  private static String text(JsonParser parser, JsonToken token, String where)
      throws BodyException {
    if (token != JsonToken.VALUE_STRING) {
      throw wrongType(where, "a string", token);
    }
    String value = parser.getString();
    if (hasLoneSurrogate(value)) {
      // Go replaces it by U+FFFD: the engine would read another string than we did.
      throw new BodyException(Kind.MALFORMED, where + " holds half of a surrogate pair");
    }
    return value;
  }

  private static <E> List<E> list(
      JsonParser parser, JsonToken token, Type.Many<E> many, String where) throws BodyException {
    if (token != JsonToken.START_ARRAY) {
      if (many.lenient() && token == JsonToken.VALUE_STRING) {
        return List.of(value(parser, token, many.element(), where));
      }
      throw wrongType(where, "a list", token);
    }
    List<E> values = new ArrayList<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      if (values.size() == MAX_ELEMENTS) {
        throw tooMany(where);
      }
      values.add(value(parser, next, many.element(), where + "[" + values.size() + "]"));
    }
    return List.copyOf(values);
  }

  private static <E> Map<String, E> map(
      JsonParser parser, JsonToken token, Type.Keyed<E> keyed, String where) throws BodyException {
    if (token != JsonToken.START_OBJECT) {
      throw wrongType(where, "an object", token);
    }
    Map<String, E> values = new LinkedHashMap<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_OBJECT;
        next = parser.nextToken()) {
      String key = parser.currentName();
      if (hasLoneSurrogate(key)) {
        throw new BodyException(Kind.MALFORMED, where + " has a key with half of a surrogate pair");
      }
      JsonToken start = parser.nextToken();
      E value =
          start == JsonToken.VALUE_NULL && !(keyed.value() instanceof Type.Nullable<?>)
              ? zero(keyed.value())
              : value(parser, start, keyed.value(), where + "." + printable(key));
      if (values.putIfAbsent(key, value) != null) {
        throw new BodyException(
            Kind.DUPLICATE_MEMBER, where + "." + printable(key) + " is given twice");
      }
      if (values.size() > MAX_ELEMENTS) {
        throw tooMany(where);
      }
    }
    return java.util.Collections.unmodifiableMap(values);
  }

  /** What Go makes of a null in a map: the zero value. */
  @SuppressWarnings("unchecked") // each case returns the T of its own Type<T>
  private static <T> T zero(Type<T> type) {
    return (T)
        switch (type) {
          case Type.Bool _ -> false;
          case Type.Int _ -> 0L;
          case Type.Text _ -> "";
          case Type.Real _ -> 0.0;
          case Type.Many<?> _ -> List.of();
          case Type.Pair<?> pair -> List.of(zero(pair.element()), zero(pair.element()));
          case Type.Nullable<?> _ -> Optional.empty();
          case Type.Keyed<?> _ -> Map.of();
          case Type.Nested nested -> nested.shape().empty();
          case Type.Empty _ -> Type.Empty.Value.EMPTY;
        };
  }

  private static Body object(JsonParser parser, JsonToken token, Shape shape, String where)
      throws BodyException {
    if (shape.isBare()) {
      if (token == JsonToken.VALUE_NULL) {
        return shape.empty();
      }
      Member<?> only = shape.members().getFirst();
      return new Body(shape, new Object[] {value(parser, token, only.type(), where)});
    }
    if (token != JsonToken.START_OBJECT) {
      throw wrongType(where, "an object", token);
    }
    @Nullable Object[] values = new Object[shape.size()];
    boolean[] seen = new boolean[shape.size()];
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_OBJECT;
        next = parser.nextToken()) {
      String name = parser.currentName();
      Member<?> member = shape.member(name);
      if (member == null) {
        throw unknown(shape, name, where);
      }
      if (seen[member.index()]) {
        throw new BodyException(Kind.DUPLICATE_MEMBER, where + "." + name + " is given twice");
      }
      seen[member.index()] = true;
      JsonToken start = parser.nextToken();
      if (start != JsonToken.VALUE_NULL) {
        values[member.index()] = value(parser, start, member.type(), where + "." + name);
      }
    }
    return new Body(shape, values);
  }

  private static Type.Empty.Value empty(JsonParser parser, JsonToken token, String where)
      throws BodyException {
    if (token != JsonToken.START_OBJECT || parser.nextToken() != JsonToken.END_OBJECT) {
      throw wrongType(where, "an empty object", token);
    }
    return Type.Empty.Value.EMPTY;
  }

  private static BodyException unknown(Shape shape, String name, String where) {
    for (Member<?> member : shape.members()) {
      if (member.name().equalsIgnoreCase(name)) {
        return new BodyException(
            Kind.UNKNOWN_MEMBER,
            where + "." + printable(name) + " must be spelled " + member.name());
      }
    }
    return new BodyException(
        Kind.UNKNOWN_MEMBER,
        where + "." + printable(name) + " is no member that the gate knows, so it is refused");
  }

  private static BodyException wrongType(String where, String expected, JsonToken found) {
    String what =
        switch (found) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "a list";
          case VALUE_STRING -> "a string";
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
          case VALUE_TRUE, VALUE_FALSE -> "a boolean";
          case VALUE_NULL -> "null";
          default -> "something else";
        };
    return new BodyException(
        Kind.WRONG_TYPE, where + " must be " + expected + ", but it is " + what);
  }

  private static BodyException tooMany(String where) {
    return new BodyException(Kind.TOO_BIG, where + " has more than " + MAX_ELEMENTS + " elements");
  }

  static boolean hasLoneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  /** A name from the client, fit for a one-line message. */
  private static String printable(String name) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(name.length(), 64); i++) {
      char c = name.charAt(i);
      text.append(c >= ' ' && c < 0x7f ? c : '?');
    }
    return name.length() > 64 ? text + "…" : text.toString();
  }
}
