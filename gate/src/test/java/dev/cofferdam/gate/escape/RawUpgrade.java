package dev.cofferdam.gate.escape;

import java.time.Duration;

/** An upgrade to HTTP/2 by hand, and what is sent after it. */
final class RawUpgrade {
  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private RawUpgrade() {}

  /** HTTP/1 again, on a connection that has become HTTP/2. */
  static String thenHttp1(BuildKitTarget target) throws Exception {
    return send(
        target, "/v1.44/grpc", "GET /v1.44/containers/json?all=1 HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  /** HTTP/2 where there is none, a request of HTTP/1 behind its preface. */
  static String elsewhere(BuildKitTarget target) throws Exception {
    return send(
        target,
        "/v1.44/containers/not-there/wait",
        PREFACE + "GET /v1.44/containers/json?all=1 HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  /**
   * Frames that no client sends: a window of nothing, a stream of the server's, an endless header.
   */
  static String brokenFrames(BuildKitTarget target) throws Exception {
    return send(
        target,
        "/v1.44/grpc",
        PREFACE
            + "\0\0\0\4\0\0\0\0\0"
            + "\0\0\4\b\0\0\0\0\1\0\0\0\0"
            + "\0\0\1\1\0\0\0\0\2\202"
            + "\0\100\0\1\0\0\0\0\3"
            + "GET /v1.44/containers/json?all=1 HTTP/1.1\r\nHost: x\r\n\r\n");
  }

  private static String send(BuildKitTarget target, String path, String after) throws Exception {
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: \r\nContent-Length: 0\r\nConnection: Upgrade, HTTP2-Settings\r\n"
            + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n";
    byte[] bytes = (head + after).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    return new Wire(target.socket()).send(bytes, 3, Duration.ofSeconds(2)).text();
  }
}
