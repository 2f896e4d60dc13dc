package dev.cofferdam.gate.request;

import dev.cofferdam.gate.http.HttpException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Percent-encoding (RFC 3986 §2.1), decoded strictly and encoded in one way. */
final class PercentCoding {
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private PercentCoding() {}

  /**
   * The text that this part of a target stands for.
   *
   * @param plusIsSpace whether {@code +} stands for a space, as it does in queries only
   * @throws HttpException for a broken escape, bytes that are not UTF-8, and control characters
   */
  static String decode(String text, boolean plusIsSpace) throws HttpException {
    if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0)) {
      return text;
    }
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int high = i + 2 < text.length() ? hex(text.charAt(i + 1)) : -1;
        int low = i + 2 < text.length() ? hex(text.charAt(i + 2)) : -1;
        if (high < 0 || low < 0) {
          throw new HttpException(400, "a percent sign must be followed by two hex digits");
        }
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        bytes[length++] = (byte) (c == '+' && plusIsSpace ? ' ' : c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new HttpException(400, "the request target is not valid UTF-8");
    }
  }

  private static int hex(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  /**
   * Appends the text with every byte escaped but letters, digits and {@code - . _ ~}.
   *
   * @param alsoPlain further characters that stay as they are
   */
  static void encode(StringBuilder out, String text, String alsoPlain) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isUnreserved(c) || alsoPlain.indexOf(c) >= 0) {
        out.append(c);
      } else if (c < 0x80) {
        escape(out, (byte) c);
      } else {
        int end = Character.isHighSurrogate(c) && i + 1 < text.length() ? i + 2 : i + 1;
        for (byte b : text.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
          escape(out, b);
        }
        i = end - 1;
      }
    }
  }

  private static void escape(StringBuilder out, byte b) {
    out.append('%').append(HEX[(b >> 4) & 15]).append(HEX[b & 15]);
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
