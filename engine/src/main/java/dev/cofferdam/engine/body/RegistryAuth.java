package dev.cofferdam.engine.body;

import dev.cofferdam.engine.body.BodyException.Kind;
import java.util.Base64;
import java.util.Map;

/**
 * The headers {@code X-Registry-Auth} (one {@link AuthConfig}) and {@code X-Registry-Config} (one
 * for each registry): JSON in base64. Clients use the standard and the URL alphabet, with and
 * without padding; written is the URL alphabet with padding, which all engines read.
 *
 * <p>The values are credentials: no message here repeats them. Safe for any thread.
 */
public final class RegistryAuth {
  private static final Type<Body> ONE = new Type.Nested(AuthConfig.SHAPE);
  private static final Type<Map<String, Body>> BY_HOST = new Type.Keyed<>(ONE);

  private RegistryAuth() {}

  /**
   * The credentials in {@code X-Registry-Auth}; without a member when it is empty or holds {@code
   * null}.
   *
   * @throws BodyException when it is not the base64 of exactly one JSON object of that shape
   */
  public static Body read(String header) throws BodyException {
    return read(ONE, "X-Registry-Auth", header, AuthConfig.SHAPE.empty());
  }

  /** The header for these credentials. */
  public static String write(Body auth) {
    return encode(ONE, auth);
  }

  /**
   * The credentials in {@code X-Registry-Config} by the registry they are for.
   *
   * @throws BodyException when it is not the base64 of exactly one JSON object of them
   */
  public static Map<String, Body> readConfig(String header) throws BodyException {
    return read(BY_HOST, "X-Registry-Config", header, Map.of());
  }

  /** The header for these credentials. */
  public static String writeConfig(Map<String, Body> byHost) {
    return encode(BY_HOST, byHost);
  }

  private static <T> T read(Type<T> type, String name, String header, T nothing)
      throws BodyException {
    byte[] json;
    try {
      json = Base64.getDecoder().decode(header.strip().replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException _) {
      throw new BodyException(Kind.MALFORMED, name + " is not base64");
    }
    if (Bodies.saysNothing(json)) {
      return nothing;
    }
    return BodyReader.read(type, name, json);
  }

  private static <T> String encode(Type<T> type, T value) {
    return Base64.getUrlEncoder().encodeToString(BodyWriter.write(type, value));
  }
}
