package dev.cofferdam.gate.http;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads heads from a buffer that grows as bytes arrive. Strict where others are lenient: no bare CR
 * or LF, no folded lines, no blank before a colon, no control bytes, no two readings of the body's
 * length.
 */
public final class HeadReader {
  /**
   * Longer heads are refused. Docker's own limit is 1 MiB; none of its clients comes near this one.
   */
  public static final int MAX_HEAD_BYTES = 64 * 1024;

  private static final int MAX_FIELDS = 128;

  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (char c = '0'; c <= '9'; c++) {
      TOKEN[c] = true;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      TOKEN[c] = true;
      TOKEN[c - 32] = true;
    }
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      TOKEN[c] = true;
    }
  }

  private HeadReader() {}

  /**
   * Where the head that begins at the reader index ends, or -1 while it is incomplete.
   *
   * @param from an index before which no head ended at the last call; saves scanning twice
   * @throws HttpException when it is longer than {@link #MAX_HEAD_BYTES}
   */
  public static int end(ByteBuf in, int from) throws HttpException {
    int start = Math.max(in.readerIndex(), from - 3);
    int limit = in.writerIndex();
    int at = start;
    while (at < limit) {
      int lf = in.indexOf(at, limit, (byte) '\n');
      if (lf < 0) {
        break;
      }
      if (lf == in.readerIndex() || in.getByte(lf - 1) != '\r') {
        throw new HttpException(400, "a bare line feed");
      }
      if (lf - in.readerIndex() >= 3 && in.getByte(lf - 2) == '\n' && in.getByte(lf - 3) == '\r') {
        if (lf + 1 - in.readerIndex() > MAX_HEAD_BYTES) {
          throw tooLong();
        }
        return lf + 1;
      }
      at = lf + 1;
    }
    if (limit - in.readerIndex() > MAX_HEAD_BYTES) {
      throw tooLong();
    }
    return -1;
  }

  private static HttpException tooLong() {
    return new HttpException(
        431, "the request head is longer than " + MAX_HEAD_BYTES / 1024 + " KiB");
  }

  /** Reads a request head that ends at {@code end} and moves the reader index there. */
  public static RequestHead request(ByteBuf in, int end) throws HttpException {
    byte[] head = new byte[end - in.readerIndex()];
    in.readBytes(head);
    int lineEnd = lineEnd(head, 0);
    int methodEnd = indexOf(head, 0, lineEnd, ' ');
    int targetEnd = methodEnd < 0 ? -1 : indexOf(head, methodEnd + 1, lineEnd, ' ');
    if (targetEnd < 0 || targetEnd == methodEnd + 1 || methodEnd == 0) {
      throw new HttpException(400, "the request line is malformed");
    }
    for (int i = 0; i < methodEnd; i++) {
      if (head[i] < 'A' || head[i] > 'Z') {
        throw new HttpException(400, "the method is malformed");
      }
    }
    for (int i = methodEnd + 1; i < targetEnd; i++) {
      if (head[i] <= ' ' || head[i] >= 0x7f) {
        throw new HttpException(400, "the request target holds bytes that must be percent-encoded");
      }
    }
    int minorVersion = minorVersion(head, targetEnd + 1, lineEnd);
    String method = ascii(head, 0, methodEnd);
    String target = ascii(head, methodEnd + 1, targetEnd);
    if (target.charAt(0) != '/') {
      throw new HttpException(400, "the request target must be a path");
    }
    Headers headers = fields(head, lineEnd + 2);
    List<String> hosts = headers.all("host");
    if (hosts.size() > 1 || (minorVersion == 1 && hosts.isEmpty())) {
      throw new HttpException(400, "exactly one Host header is needed");
    }
    return new RequestHead(
        method, target, minorVersion, headers, requestBody(headers, minorVersion));
  }

  private static int minorVersion(byte[] head, int from, int to) throws HttpException {
    String version = ascii(head, from, to);
    return switch (version) {
      case "HTTP/1.1" -> 1;
      case "HTTP/1.0" -> 0;
      default -> throw new HttpException(505, "only HTTP/1.1 and HTTP/1.0 are spoken here");
    };
  }

  private static BodyLength requestBody(Headers headers, int minorVersion) throws HttpException {
    List<String> codings = headers.all("transfer-encoding");
    List<String> lengths = headers.all("content-length");
    if (!codings.isEmpty()) {
      if (!lengths.isEmpty()) {
        throw new HttpException(400, "Content-Length and Transfer-Encoding exclude each other");
      }
      if (codings.size() > 1
          || minorVersion == 0
          || !codings.getFirst().equalsIgnoreCase("chunked")) {
        throw new HttpException(400, "the only transfer coding understood is chunked");
      }
      return BodyLength.CHUNKED;
    }
    if (lengths.isEmpty()) {
      return BodyLength.NONE;
    }
    if (lengths.size() > 1) {
      throw new HttpException(400, "Content-Length is given more than once");
    }
    long length = decimal(lengths.getFirst());
    return length == 0 ? BodyLength.NONE : new BodyLength.Exactly(length);
  }

  private static long decimal(String digits) throws HttpException {
    if (digits.isEmpty() || digits.length() > 18) {
      throw new HttpException(400, "Content-Length is malformed");
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new HttpException(400, "Content-Length is malformed");
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /**
   * Reads the engine's response head that ends at {@code end} and moves the reader index there.
   *
   * @param toHead whether the request was a HEAD, whose response has no body
   */
  public static ResponseHead response(ByteBuf in, int end, boolean toHead) throws HttpException {
    byte[] head = new byte[end - in.readerIndex()];
    in.readBytes(head);
    int lineEnd = lineEnd(head, 0);
    if (lineEnd < 12
        || !ascii(head, 0, 7).equals("HTTP/1.")
        || head[8] != ' '
        || (lineEnd > 12 && head[12] != ' ')) {
      throw new HttpException(502, "the engine's status line is malformed");
    }
    int status = status(head);
    Headers headers = fields(head, lineEnd + 2);
    boolean keepsAlive = head[7] == '1' && !headers.hasToken("connection", "close");
    BodyLength body;
    if (toHead || status == 204 || status == 304 || (status >= 100 && status < 200)) {
      body = BodyLength.NONE;
    } else if (headers.first("transfer-encoding") != null) {
      if (!"chunked".equalsIgnoreCase(headers.only("transfer-encoding"))
          || headers.first("content-length") != null) {
        throw new HttpException(502, "the engine's answer can be framed in more than one way");
      }
      body = BodyLength.CHUNKED;
    } else {
      String length = headers.only("content-length");
      if (length == null) {
        body = BodyLength.UNTIL_CLOSE;
      } else {
        long bytes = decimal(length);
        body = bytes == 0 ? BodyLength.NONE : new BodyLength.Exactly(bytes);
      }
    }
    return new ResponseHead(status, headers, body, keepsAlive);
  }

  private static int status(byte[] head) throws HttpException {
    int status = 0;
    for (int i = 9; i < 12; i++) {
      int digit = head[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new HttpException(502, "the engine's status line is malformed");
      }
      status = status * 10 + digit;
    }
    if (status < 100 || (head[7] != '0' && head[7] != '1')) {
      throw new HttpException(502, "the engine's status line is malformed");
    }
    return status;
  }

  private static Headers fields(byte[] head, int from) throws HttpException {
    Headers headers = new Headers();
    int at = from;
    int last = head.length - 2;
    while (at < last) {
      int end = lineEnd(head, at);
      int colon = at;
      while (colon < end && head[colon] > 0 && TOKEN[head[colon]]) {
        colon++;
      }
      if (colon == at || colon == end || head[colon] != ':') {
        throw new HttpException(400, "a header field is malformed");
      }
      if (headers.size() == MAX_FIELDS) {
        throw new HttpException(431, "more than " + MAX_FIELDS + " header fields");
      }
      int valueFrom = colon + 1;
      int valueTo = end;
      while (valueFrom < valueTo && blank(head[valueFrom])) {
        valueFrom++;
      }
      while (valueTo > valueFrom && blank(head[valueTo - 1])) {
        valueTo--;
      }
      for (int i = valueFrom; i < valueTo; i++) {
        if ((head[i] >= 0 && head[i] < ' ' && head[i] != '\t') || head[i] == 0x7f) {
          throw new HttpException(400, "a header field holds control bytes");
        }
      }
      headers.add(lowerCase(head, at, colon), ascii(head, valueFrom, valueTo));
      at = end + 2;
    }
    return headers;
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** The index of the CR that ends the line; a CR or LF that is not part of a CRLF is an error. */
  private static int lineEnd(byte[] head, int from) throws HttpException {
    for (int i = from; i < head.length - 1; i++) {
      if (head[i] == '\r') {
        if (head[i + 1] != '\n') {
          throw new HttpException(400, "a bare carriage return");
        }
        return i;
      }
      if (head[i] == '\n') {
        throw new HttpException(400, "a bare line feed");
      }
    }
    throw new HttpException(400, "a line without an end");
  }

  private static int indexOf(byte[] bytes, int from, int to, char wanted) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static String lowerCase(byte[] bytes, int from, int to) {
    byte[] lower = new byte[to - from];
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      lower[i - from] = b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
    }
    return new String(lower, StandardCharsets.ISO_8859_1);
  }

  private static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
