package dev.cofferdam.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The running hash. A line is {@code <body>,"hash":"<64 hex>"}} and a newline; its hash is SHA-256
 * over the previous hash (32 raw bytes) and the body. Not thread-safe.
 */
final class Chain {
  static final int BYTES = 32;

  /** What follows the body, newline included: 9 + 64 + 3 bytes. */
  static final int SUFFIX = 76;

  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  private static final byte[] MEMBER = ",\"hash\":\"".getBytes(US_ASCII);

  private final MessageDigest sha256;
  private final byte[] state;
  private final byte[] expected = new byte[2 * BYTES];

  private Chain(byte[] state) {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
    this.state = state;
  }

  /** A chain that has not begun. */
  static Chain start() {
    return new Chain(new byte[BYTES]);
  }

  /** A chain that goes on after the line with this hash (64 hex digits). */
  static Chain after(String hash) {
    return new Chain(HexFormat.of().parseHex(hash));
  }

  Chain copy() {
    return new Chain(state.clone());
  }

  /** Goes on where the other chain is. */
  void become(Chain other) {
    System.arraycopy(other.state, 0, state, 0, BYTES);
  }

  /** The last hash, 64 lower-case hex digits. */
  String hash() {
    return HexFormat.of().formatHex(state);
  }

  /**
   * Hashes the body in {@code [from, to)} and completes the line behind it.
   *
   * @return where the line ends, the newline included
   */
  int seal(byte[] buffer, int from, int to) {
    absorb(buffer, from, to);
    System.arraycopy(MEMBER, 0, buffer, to, MEMBER.length);
    int at = to + MEMBER.length;
    hex(buffer, at);
    at += 2 * BYTES;
    buffer[at++] = '"';
    buffer[at++] = '}';
    buffer[at++] = '\n';
    return at;
  }

  /** Whether a line (without newline) ends as a line must. */
  static boolean shaped(byte[] buffer, int from, int length) {
    int body = from + length - (SUFFIX - 1);
    return body > from
        && Arrays.equals(buffer, body, body + MEMBER.length, MEMBER, 0, MEMBER.length)
        && buffer[from + length - 2] == '"'
        && buffer[from + length - 1] == '}';
  }

  /** Whether the line (without newline) is the next in the chain; if so the chain moves on. */
  boolean accept(byte[] buffer, int from, int length) {
    if (!shaped(buffer, from, length)) {
      return false;
    }
    byte[] before = state.clone();
    int body = from + length - (SUFFIX - 1);
    absorb(buffer, from, body);
    hex(expected, 0);
    int at = body + MEMBER.length;
    if (Arrays.equals(buffer, at, at + 2 * BYTES, expected, 0, 2 * BYTES)) {
      return true;
    }
    System.arraycopy(before, 0, state, 0, BYTES);
    return false;
  }

  private void absorb(byte[] buffer, int from, int to) {
    sha256.update(state);
    sha256.update(buffer, from, to - from);
    try {
      var _ = sha256.digest(state, 0, BYTES);
    } catch (DigestException e) {
      throw new AssertionError("32 bytes hold a SHA-256", e);
    }
  }

  private void hex(byte[] buffer, int at) {
    for (int i = 0; i < BYTES; i++) {
      buffer[at + 2 * i] = HEX[(state[i] >> 4) & 15];
      buffer[at + 2 * i + 1] = HEX[state[i] & 15];
    }
  }
}
