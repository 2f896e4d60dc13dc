package dev.cofferdam.gate.http;

/**
 * A request line and its header fields, syntactically sound, not yet judged.
 *
 * @param method the method token
 * @param target the request target as sent: visible ASCII, beginning with {@code /}
 * @param minorVersion 0 or 1, of HTTP/1.x
 * @param body where the body ends
 */
public record RequestHead(
    String method, String target, int minorVersion, Headers headers, BodyLength body) {

  /** Whether the client wants the connection kept after this exchange (RFC 9112 §9.3). */
  public boolean keepsAlive() {
    return minorVersion == 1 && !headers.hasToken("connection", "close");
  }

  /** Whether the client waits for {@code 100 Continue} before it sends the body. */
  public boolean expectsContinue() {
    String expect = headers.first("expect");
    return expect != null && expect.equalsIgnoreCase("100-continue");
  }
}
