package dev.cofferdam.engine.client;

import dev.cofferdam.engine.catalogue.Method;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One request to the engine.
 *
 * @param method the HTTP method; GET and HEAD carry no body and may be sent twice
 * @param path path and query, already percent-encoded, without an API version; see {@link Paths}
 * @param versioned whether the negotiated API version is put before the path (all but {@code
 *     /_ping})
 * @param headers further headers, in order; those that frame the message are not accepted
 * @param body what is sent
 * @param within how long the whole exchange may take, to the last byte of the reply; empty: forever
 */
public record Request(
    Method method,
    String path,
    boolean versioned,
    Map<String, String> headers,
    Content body,
    Optional<Duration> within) {

  /** What a request carries. */
  public sealed interface Content {
    /** No body. */
    Content NONE = new None();

    /** JSON, whole. */
    static Content json(String json) {
      return new Whole("application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /** No body. */
    record None() implements Content {}

    /**
     * A body known whole, sent with its length. The bytes are not copied: leave them alone until
     * the reply is there.
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy of a body is a waste
    record Whole(String type, byte[] bytes) implements Content {}

    /**
     * A body of unknown length, sent in chunks by another thread while the reply is read. That
     * thread closes the stream when it has been sent, or when a write fails because the exchange is
     * over; a source that may block for ever is closed by whoever feeds it.
     */
    record Streamed(String type, InputStream source) implements Content {}
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException when a part could be read as something else than itself
   */
  public Request {
    if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == '#')) {
      throw new IllegalArgumentException("a path begins with / and is percent-encoded: " + path);
    }
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    headers.forEach(Request::check);
    boolean safe = method == Method.GET || method == Method.HEAD;
    if (safe && !(body instanceof Content.None)) {
      throw new IllegalArgumentException(method + " carries no body");
    }
  }

  /** A GET that may take forever, such as a stream. */
  public static Request get(String path) {
    return new Request(Method.GET, path, true, Map.of(), Content.NONE, Optional.empty());
  }

  /** A POST that may take forever. */
  public static Request post(String path, Content body) {
    return new Request(Method.POST, path, true, Map.of(), body, Optional.empty());
  }

  /** A DELETE that may take forever. */
  public static Request delete(String path) {
    return new Request(Method.DELETE, path, true, Map.of(), Content.NONE, Optional.empty());
  }

  /** The same, but it fails when the last byte of the reply is not there in time. */
  public Request within(Duration duration) {
    return new Request(method, path, versioned, headers, body, Optional.of(duration));
  }

  /** The same with one more header. */
  public Request header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Request(method, path, versioned, more, body, within);
  }

  /** The same without an API version before the path. */
  public Request unversioned() {
    return new Request(method, path, false, headers, body, within);
  }

  private static void check(String name, String value) {
    boolean token = !name.isEmpty() && name.chars().allMatch(ReplyHead::isTokenByte);
    boolean clean = value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f));
    if (!token || !clean) {
      throw new IllegalArgumentException("not fit for a header: " + name);
    }
    switch (name.toLowerCase(java.util.Locale.ROOT)) {
      case "host", "content-length", "content-type", "transfer-encoding", "connection", "upgrade" ->
          throw new IllegalArgumentException(name + " is the client's own to set");
      default -> {}
    }
  }
}
