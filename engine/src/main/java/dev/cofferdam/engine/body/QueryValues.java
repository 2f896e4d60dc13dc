package dev.cofferdam.engine.body;

import dev.cofferdam.engine.body.BodyException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON that travels in query values; {@link Filters} have a class of their own. The engine
 * decodes these with the same lenient reader as bodies. Safe for any thread.
 */
public final class QueryValues {
  /**
   * {@code buildargs}. An argument without a value takes that of the engine's predefined proxy
   * arguments, which is not the same as an empty one.
   */
  public static final Type<Map<String, Optional<String>>> BUILD_ARGS =
      new Type.Keyed<>(new Type.Nullable<>(new Type.Text()));

  /** {@code labels} of a build. */
  public static final Type<Map<String, String>> LABELS = new Type.Keyed<>(new Type.Text());

  /** {@code cachefrom} of a build. */
  public static final Type<List<String>> CACHE_FROM = Type.TEXTS;

  /** {@code ulimits} of a build: a list of {@link Ulimit}. */
  public static final Type<List<Body>> ULIMITS =
      new Type.Many<>(new Type.Nested(Ulimit.SHAPE), false);

  /** {@code outputs} of a build: a list of {@link BuildOutput}. */
  public static final Type<List<Body>> OUTPUTS =
      new Type.Many<>(new Type.Nested(BuildOutput.SHAPE), false);

  private static final Pattern PLATFORM_TEXT =
      Pattern.compile("[A-Za-z0-9_.()+-]{1,64}(/[A-Za-z0-9_.+-]{1,64}){0,2}");

  private QueryValues() {}

  /**
   * The value that a query value holds, or null when it is empty or {@code null}, as Go clients
   * write a map or list that nobody set.
   *
   * @param name names the value in error messages
   * @throws BodyException when it is not exactly one JSON value of this type
   */
  public static <T> @Nullable T read(Type<T> type, String name, String value) throws BodyException {
    return saysNothing(value) ? null : BodyReader.read(type, name, utf8(value));
  }

  /** The canonical query value, not yet percent-encoded. */
  public static <T> String write(Type<T> type, T value) {
    return new String(BodyWriter.write(type, value), StandardCharsets.UTF_8);
  }

  /**
   * The canonical form of a platform: {@code linux/arm64/v8} as it is, a {@link Platform} in JSON
   * rewritten, an empty string for nothing.
   *
   * @throws BodyException when it is neither
   */
  public static String platform(String value) throws BodyException {
    if (saysNothing(value)) {
      return "";
    }
    if (value.startsWith("{")) {
      return write(
          new Type.Nested(Platform.SHAPE),
          BodyReader.read(new Type.Nested(Platform.SHAPE), "platform", utf8(value)));
    }
    if (!PLATFORM_TEXT.matcher(value).matches()) {
      throw new BodyException(
          Kind.WRONG_TYPE, "platform must be like linux/arm64/v8, or a JSON object");
    }
    return value;
  }

  static boolean saysNothing(String value) {
    String bare = value.strip();
    return bare.isEmpty() || bare.equals("null");
  }

  /** The bytes; half of a surrogate pair has none. */
  static byte[] utf8(String value) throws BodyException {
    if (BodyReader.hasLoneSurrogate(value)) {
      throw new BodyException(Kind.MALFORMED, "the value holds half of a surrogate pair");
    }
    return value.getBytes(StandardCharsets.UTF_8);
  }
}
