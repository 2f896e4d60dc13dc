package dev.cofferdam.gate.http;

/** How a message says where its body ends (RFC 9112 §6.3). */
public sealed interface BodyLength {
  /** There is no body. */
  record None() implements BodyLength {}

  /** Exactly this many bytes, at least one. */
  record Exactly(long bytes) implements BodyLength {}

  /** Chunks, the last of them empty. */
  record Chunked() implements BodyLength {}

  /** Everything until the connection ends; responses only. */
  record UntilClose() implements BodyLength {}

  BodyLength NONE = new None();
  BodyLength CHUNKED = new Chunked();
  BodyLength UNTIL_CLOSE = new UntilClose();
}
