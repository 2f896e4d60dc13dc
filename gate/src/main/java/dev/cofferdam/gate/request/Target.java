package dev.cofferdam.gate.request;

import dev.cofferdam.engine.catalogue.ApiVersion;
import dev.cofferdam.gate.http.HttpException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request target, decoded once. Docker's router answers an unclean path with a redirect and would
 * decode what a checker had compared undecoded; here an unclean path is an error.
 *
 * @param version the version prefix, or null when there was none
 * @param path decoded, clean, beginning with {@code /}, without the version prefix
 * @param query every name with its values in order
 */
public record Target(@Nullable ApiVersion version, String path, Map<String, List<String>> query) {

  private static final int MAX_QUERY_NAMES = 64;
  private static final int MAX_VALUES = 1024;

  /**
   * Reads a target.
   *
   * @param target visible ASCII, beginning with {@code /}
   */
  public static Target parse(String target) throws HttpException {
    int question = target.indexOf('?');
    String rawPath = question < 0 ? target : target.substring(0, question);
    if (target.indexOf('#') >= 0) {
      throw new HttpException(400, "a request target has no fragment");
    }
    String path = PercentCoding.decode(rawPath, false);
    requireClean(path);
    Map<String, List<String>> query =
        question < 0 ? Map.of() : parseQuery(target.substring(question + 1));
    if (path.length() > 2 && path.charAt(1) == 'v' && isVersionByte(path.charAt(2))) {
      int end = path.indexOf('/', 1);
      if (end < 0) {
        end = path.length();
      }
      ApiVersion version = ApiVersion.parse(path.substring(2, end));
      if (version == null) {
        throw new HttpException(400, "the API version in the path must be written like v1.41");
      }
      return new Target(version, end == path.length() ? "/" : path.substring(end), query);
    }
    return new Target(null, path, query);
  }

  private static boolean isVersionByte(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  private static void requireClean(String path) throws HttpException {
    int segment = 1;
    for (int i = 1; i <= path.length(); i++) {
      char c = i == path.length() ? '/' : path.charAt(i);
      if (c < ' ' || c == 0x7f) {
        throw new HttpException(400, "the path holds control characters");
      }
      if (c == '/') {
        int length = i - segment;
        boolean last = i == path.length();
        if ((length == 0 && !last)
            || (length == 1 && path.charAt(segment) == '.')
            || (length == 2 && path.startsWith("..", segment))) {
          throw new HttpException(400, "the path must have no empty, . or .. segments");
        }
        segment = i + 1;
      }
    }
  }

  private static Map<String, List<String>> parseQuery(String raw) throws HttpException {
    Map<String, List<String>> query = new LinkedHashMap<>();
    int values = 0;
    for (int from = 0; from <= raw.length(); ) {
      int to = raw.indexOf('&', from);
      if (to < 0) {
        to = raw.length();
      }
      if (to > from) {
        String pair = raw.substring(from, to);
        if (pair.indexOf(';') >= 0) {
          throw new HttpException(400, "a semicolon in the query must be percent-encoded");
        }
        int equals = pair.indexOf('=');
        String name = PercentCoding.decode(equals < 0 ? pair : pair.substring(0, equals), true);
        String value = equals < 0 ? "" : PercentCoding.decode(pair.substring(equals + 1), true);
        query.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
        if (++values > MAX_VALUES || query.size() > MAX_QUERY_NAMES) {
          throw new HttpException(400, "the query has too many values");
        }
      }
      from = to + 1;
    }
    return query;
  }
}
