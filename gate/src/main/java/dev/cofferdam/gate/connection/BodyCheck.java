package dev.cofferdam.gate.connection;

import dev.cofferdam.policy.Finding;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a streamed body while it passes. The last byte of the body's framing is held back until
 * the check has finished, so that an engine that must not act on the body never gets to see its
 * end.
 */
public interface BodyCheck {
  /**
   * The next bytes; called on the event loop, must not block. Null when nothing is wrong with them.
   */
  @Nullable Finding feed(ByteBuffer bytes);

  /**
   * The body has ended; called on a virtual thread, may ask the engine. Null when it may go
   * through.
   */
  @Nullable Finding finish();

  /** A check that finds nothing. */
  BodyCheck NONE =
      new BodyCheck() {
        @Override
        public @Nullable Finding feed(ByteBuffer bytes) {
          return null;
        }

        @Override
        public @Nullable Finding finish() {
          return null;
        }
      };
}
