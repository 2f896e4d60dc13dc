package dev.cofferdam.gate.connection;

import dev.cofferdam.gate.request.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Looks at a streamed body while it passes, and holds back the part that the engine acts upon until
 * it has been judged.
 *
 * <p>Order of calls: {@link #feed} for each run of bytes, on the event loop; {@link #finish} once,
 * on a virtual thread, when {@code feed} has held bytes back or the body has ended; then {@code
 * feed} for what still follows; {@link #close} at last.
 */
public interface BodyCheck extends AutoCloseable {
  /**
   * Takes the next bytes; must not block.
   *
   * @return how many of them may go to the engine now; fewer than all of them at most once, and the
   *     rest may go after {@link #finish}
   * @throws Refusal when the body must not go on
   */
  int feed(ByteBuffer bytes) throws Refusal;

  /**
   * Judges what was found; may ask the engine.
   *
   * @throws Refusal when the engine must not see the rest
   * @throws IOException when the engine cannot answer; the body must not go on then
   */
  void finish() throws Refusal, IOException;

  @Override
  default void close() {}

  /** A check that finds nothing. */
  BodyCheck NONE =
      new BodyCheck() {
        @Override
        public int feed(ByteBuffer bytes) {
          return bytes.remaining();
        }

        @Override
        public void finish() {}
      };
}
