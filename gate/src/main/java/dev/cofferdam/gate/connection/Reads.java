package dev.cofferdam.gate.connection;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.util.function.BooleanSupplier;

/**
 * How much is read from a socket at once: 4 KiB at first, up to 64 KiB while a stream is busy, and
 * never more than 4 KiB while many connections hold what they cannot pass on.
 */
final class Reads extends DefaultMaxMessagesRecvByteBufAllocator {
  private static final int LEAST = 1024;
  private static final int FIRST = 4 * 1024;
  private static final int MOST = 64 * 1024;

  private final BooleanSupplier crowded;

  Reads(BooleanSupplier crowded) {
    this.crowded = crowded;
  }

  @Override
  public MaxMessageHandle newHandle() {
    return new Size();
  }

  private final class Size extends MaxMessageHandle {
    private int next = FIRST;
    private boolean wasSmall;

    @Override
    public int guess() {
      return crowded.getAsBoolean() ? Math.min(next, FIRST) : next;
    }

    @Override
    public void lastBytesRead(int bytes) {
      if (bytes == attemptedBytesRead() && bytes >= next) {
        next = Math.min(MOST, next * 4);
        wasSmall = false;
      }
      super.lastBytesRead(bytes);
    }

    /** Two small reads in a row halve the next one. */
    @Override
    public void readComplete() {
      boolean small = totalBytesRead() < next / 2;
      if (small && wasSmall) {
        next = Math.max(LEAST, next / 2);
        wasSmall = false;
      } else {
        wasSmall = small;
      }
    }
  }
}
