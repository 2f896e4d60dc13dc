package dev.cofferdam.gate.grpc;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended.
 *
 * @param code one of gRPC's status codes, 0 for success
 * @param message for people; empty when there is nothing to say
 * @param details the base64 of {@code grpc-status-details-bin}, or null
 */
public record GrpcStatus(int code, String message, @Nullable String details) {
  public static final int CANCELLED = 1;
  public static final int UNKNOWN = 2;
  public static final int INVALID_ARGUMENT = 3;
  public static final int NOT_FOUND = 5;
  public static final int PERMISSION_DENIED = 7;
  public static final int RESOURCE_EXHAUSTED = 8;
  public static final int UNIMPLEMENTED = 12;
  public static final int INTERNAL = 13;
  public static final int UNAVAILABLE = 14;

  public static final GrpcStatus OK = new GrpcStatus(0, "", null);

  /** A status without details. */
  public static GrpcStatus of(int code, String message) {
    return new GrpcStatus(code, message, null);
  }

  public boolean isOk() {
    return code == 0;
  }

  /** The message as it stands in a header: UTF-8, everything but printable ASCII escaped. */
  String encodedMessage() {
    StringBuilder out = new StringBuilder(message.length() + 16);
    for (byte b : message.getBytes(StandardCharsets.UTF_8)) {
      if (b >= ' ' && b <= '~' && b != '%') {
        out.append((char) b);
      } else {
        out.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xff));
      }
    }
    return out.toString();
  }

  /** Reads a message out of a header; an escape that is none stays as it is. */
  static String decodedMessage(String text) {
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      int high = i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = i + 2 < in.length ? Character.digit(in[i + 2], 16) : -1;
      if (in[i] == '%' && high >= 0 && low >= 0) {
        out[length++] = (byte) ((high << 4) | low);
        i += 2;
      } else {
        out[length++] = in[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }
}
