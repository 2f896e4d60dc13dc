package dev.cofferdam.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch of lines in the making: entries become JSON in one reused byte array. Only the writer
 * thread uses it. Members that say nothing (null, empty, zero) are left out.
 */
final class LineBuffer {
  /** A batch goes to the file when it has grown to this. */
  static final int BATCH = 256 << 10;

  /**
   * No line is longer, newline included: 11 texts, the changes, and less than 1 KiB of the rest.
   */
  static final int MAX_LINE = 64 << 10;

  private static final int MAX_TEXT = 4 << 10;
  private static final int MAX_CHANGES = 8 << 10;
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  private static final byte[] ELLIPSIS = {(byte) 0xE2, (byte) 0x80, (byte) 0xA6};

  /** For ASCII: 0 as it is, 'u' as backslash-u, else the letter after the backslash. */
  private static final byte[] ESCAPES = escapes();

  private final byte[] bytes = new byte[BATCH + MAX_LINE];
  private final byte[] second = new byte[19];
  private long secondOf = Long.MIN_VALUE;
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  boolean isFull() {
    return length >= BATCH;
  }

  void clear() {
    length = 0;
  }

  /** Appends the entry's line. If this throws, the batch and the chain are as before. */
  void add(Entry entry, long seq, Chain chain) {
    int start = length;
    try {
      body(entry, seq);
    } catch (RuntimeException e) {
      length = start;
      throw e;
    }
    length = chain.seal(bytes, start, length);
  }

  private void body(Entry entry, long seq) {
    ascii("{\"seq\":");
    number(seq);
    ascii(",\"time\":\"");
    time(entry.epochNanos());
    ascii("\",\"kind\":\"");
    ascii(entry.kind().text());
    bytes[length++] = '"';
    member(",\"principal\":", entry.principal());
    Peer peer = entry.peer();
    if (peer != null) {
      peer(peer);
    }
    member(",\"method\":", entry.method());
    member(",\"path\":", entry.path());
    member(",\"operation\":", entry.operation());
    member(",\"target\":", entry.target());
    member(",\"verdict\":", entry.verdict());
    member(",\"rule\":", entry.rule());
    member(",\"reason\":", entry.reason());
    if (!entry.changes().isEmpty()) {
      changes(entry.changes());
    }
    member(",\"status\":", entry.status());
    member(",\"bytesIn\":", entry.bytesIn());
    member(",\"bytesOut\":", entry.bytesOut());
    member(",\"durationNanos\":", entry.durationNanos());
  }

  private void peer(Peer peer) {
    ascii(",\"peer\":{");
    int start = length;
    id(",\"uid\":", peer.uid());
    id(",\"gid\":", peer.gid());
    id(",\"pid\":", peer.pid());
    member(",\"address\":", peer.address());
    member(",\"certificate\":", peer.certificate());
    if (length > start) { // the first member needs no comma
      System.arraycopy(bytes, start + 1, bytes, start, length - start - 1);
      length--;
    }
    bytes[length++] = '}';
  }

  private void changes(List<String> changes) {
    ascii(",\"changes\":[");
    int end = length + MAX_CHANGES;
    for (int i = 0; i < changes.size(); i++) {
      if (i > 0) {
        bytes[length++] = ',';
      }
      if (length >= end) {
        text("… " + (changes.size() - i) + " more");
        break;
      }
      text(changes.get(i));
    }
    bytes[length++] = ']';
  }

  private void id(String name, int id) {
    if (id != Peer.UNKNOWN) {
      ascii(name);
      number(Integer.toUnsignedLong(id));
    }
  }

  private void member(String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      ascii(name);
      text(value);
    }
  }

  private void member(String name, long value) {
    if (value != 0) {
      ascii(name);
      number(value);
    }
  }

  private void text(String text) {
    byte[] out = bytes;
    int at = length;
    out[at++] = '"';
    int end = at + MAX_TEXT;
    for (int i = 0, n = text.length(); i < n; i++) {
      if (at >= end) {
        System.arraycopy(ELLIPSIS, 0, out, at, ELLIPSIS.length);
        at += ELLIPSIS.length;
        break;
      }
      char c = text.charAt(i);
      if (c < 0x80) {
        byte escape = ESCAPES[c];
        if (escape == 0) {
          out[at++] = (byte) c;
        } else if (escape == 'u') {
          at = escaped(c, at);
        } else {
          out[at++] = '\\';
          out[at++] = escape;
        }
      } else if (Character.isHighSurrogate(c)
          && i + 1 < n
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        out[at++] = (byte) (0xF0 | (point >> 18));
        out[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        out[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        out[at++] = (byte) (0x80 | (point & 0x3F));
      } else if (steersTerminals(c)) {
        at = escaped(c, at);
      } else {
        at = multibyte(Character.isSurrogate(c) ? '\uFFFD' : c, at);
      }
    }
    out[at++] = '"';
    length = at;
  }

  /**
   * C1 controls and the marks that turn the direction of text: JSON allows them, but a line is
   * printed as it is, and must not show something else than it says.
   */
  private static boolean steersTerminals(char c) {
    return c < 0xA0
        || (c >= '\u200E' && c <= '\u200F')
        || (c >= '\u2028' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069');
  }

  private int multibyte(char c, int start) {
    int at = start;
    if (c < 0x800) {
      bytes[at++] = (byte) (0xC0 | (c >> 6));
    } else {
      bytes[at++] = (byte) (0xE0 | (c >> 12));
      bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
    }
    bytes[at++] = (byte) (0x80 | (c & 0x3F));
    return at;
  }

  private int escaped(char c, int start) {
    int at = start;
    bytes[at++] = '\\';
    bytes[at++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[at++] = HEX[(c >> shift) & 15];
    }
    return at;
  }

  /** RFC 3339 with nanoseconds; the part down to the second is made once per second. */
  private void time(long epochNanos) {
    long seconds = Math.floorDiv(epochNanos, 1_000_000_000L);
    if (seconds != secondOf) {
      byte[] text = Instant.ofEpochSecond(seconds).toString().getBytes(US_ASCII);
      System.arraycopy(text, 0, second, 0, second.length);
      secondOf = seconds;
    }
    System.arraycopy(second, 0, bytes, length, second.length);
    length += second.length;
    bytes[length] = '.';
    int nanos = (int) Math.floorMod(epochNanos, 1_000_000_000L);
    for (int i = 9; i > 0; i--) {
      bytes[length + i] = (byte) ('0' + nanos % 10);
      nanos /= 10;
    }
    length += 10;
    bytes[length++] = 'Z';
  }

  private void number(long value) {
    if (value < 0) { // no count here is negative; if one is, say so rather than hide it
      ascii(Long.toString(value));
      return;
    }
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void ascii(String text) {
    int n = text.length();
    for (int i = 0; i < n; i++) {
      bytes[length + i] = (byte) text.charAt(i);
    }
    length += n;
  }

  private static byte[] escapes() {
    byte[] escapes = new byte[0x80];
    for (int c = 0; c < 0x20; c++) {
      escapes[c] = 'u';
    }
    escapes[0x7F] = 'u';
    escapes['\b'] = 'b';
    escapes['\f'] = 'f';
    escapes['\n'] = 'n';
    escapes['\r'] = 'r';
    escapes['\t'] = 't';
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    return escapes;
  }
}
