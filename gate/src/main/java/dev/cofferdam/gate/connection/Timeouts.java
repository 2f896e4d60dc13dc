package dev.cofferdam.gate.connection;

/**
 * How long the gate waits where waiting is not part of Docker's protocol, in seconds. Nothing here
 * limits an open stream, a streamed body or a slow answer of the engine to anything but a quick
 * question.
 *
 * @param head for the rest of a request head that has begun
 * @param body for a JSON body
 * @param answer for the engine to begin its answer to a question that it answers at once in good
 *     health
 * @param drain for the client to close, after an answer that ends the connection has left
 * @param halfOpen for a client to end its half of a stream, unused, after the engine ended its own
 */
public record Timeouts(int head, int body, int answer, int drain, int halfOpen) {
  /** 15 s, 60 s, 120 s, 3 s and 30 s. */
  public static final Timeouts DEFAULT = new Timeouts(15, 60, 120, 3, 30);
}
