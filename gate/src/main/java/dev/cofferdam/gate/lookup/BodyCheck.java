package dev.cofferdam.gate.lookup;

import dev.cofferdam.gate.request.Refusal;
import dev.cofferdam.policy.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * Looks at a streamed body while it passes, and holds back the part that the engine acts upon until
 * it has been judged.
 *
 * <p>Order of calls: {@link #feed} for each run of bytes, on the event loop; {@link #finish} once,
 * on a virtual thread, when {@code feed} has held bytes back or the body has ended; then {@code
 * feed} for what still follows; {@link #close} at last. The calls come from several threads but
 * never at once, and each sees what the one before has written, because tasks are handed over
 * through executors. Only {@link #close} may come while {@link #finish} runs, when the client has
 * gone away.
 */
public interface BodyCheck extends AutoCloseable {
  /**
   * Whether these next bytes may take long to look at, such as compressed ones: {@link #feed} is
   * then called on a virtual thread too.
   */
  default boolean isSlow(ByteBuffer next) {
    return false;
  }

  /**
   * Takes the next bytes; must not block, nor take long unless {@link #isSlow}.
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

  /** What would have been refused, were the policy not only auditing; after {@link #finish}. */
  default List<Finding> audited() {
    return List.of();
  }

  /**
   * The normalized tags that the body sets and that belong to nobody else; after {@link #finish}.
   */
  default Set<String> tags() {
    return Set.of();
  }

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
