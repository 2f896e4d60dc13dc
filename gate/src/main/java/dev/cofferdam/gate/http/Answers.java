package dev.cofferdam.gate.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** Responses that the gate itself gives, in the form that Docker's clients print. */
public final class Answers {
  private Answers() {}

  /**
   * {@code {"message":"…"}} with this status.
   *
   * @param close whether to tell the client that the connection ends here
   * @param toHead whether the request was a HEAD: the body is announced and left out
   */
  public static ByteBuf error(
      ByteBufAllocator allocator, int status, String message, boolean close, boolean toHead) {
    byte[] body = ("{\"message\":\"" + escape(message) + "\"}\n").getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(160);
    head.append("HTTP/1.1 ").append(status).append(' ').append(reason(status)).append("\r\n");
    head.append("Content-Type: application/json\r\n");
    head.append("Content-Length: ").append(body.length).append("\r\n");
    if (close) {
      head.append("Connection: close\r\n");
    }
    head.append("\r\n");
    ByteBuf answer = allocator.buffer(head.length() + body.length);
    answer.writeCharSequence(head, StandardCharsets.ISO_8859_1);
    if (!toHead) {
      answer.writeBytes(body);
    }
    return answer;
  }

  /** The standard phrase of a status that the gate may answer with. */
  public static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 204 -> "No Content";
      case 304 -> "Not Modified";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 505 -> "HTTP Version Not Supported";
      default -> "Status";
    };
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> escaped.append("\\\"");
        case '\\' -> escaped.append("\\\\");
        case '\n' -> escaped.append("\\n");
        default -> {
          if (c < ' ') {
            escaped.append(String.format("\\u%04x", (int) c));
          } else {
            escaped.append(c);
          }
        }
      }
    }
    return escaped.toString();
  }
}
