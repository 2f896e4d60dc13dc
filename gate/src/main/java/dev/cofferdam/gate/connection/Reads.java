package dev.cofferdam.gate.connection;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * How much the sockets of one event loop read at once: 4 KiB at first, up to 64 KiB while a stream
 * is busy, and never more than 4 KiB while many connections hold what they cannot pass on.
 *
 * <p>Over io_uring a thousand sockets may begin to read before the first of them has tried to pass
 * anything on, so that what is begun in one turn of the loop is limited too.
 */
final class Reads extends DefaultMaxMessagesRecvByteBufAllocator {
  private static final int LEAST = 1024;
  private static final int FIRST = 4 * 1024;
  private static final int MOST = 64 * 1024;

  private static final int MOST_IN_A_TURN = 8 * 1024 * 1024;

  private final Executor loop;
  private final BooleanSupplier crowded;
  private int begun;

  /**
   * @param loop runs a task after the reads of its present turn
   * @param crowded whether many connections hold what they cannot pass on
   */
  Reads(Executor loop, BooleanSupplier crowded) {
    this.loop = loop;
    this.crowded = crowded;
  }

  private int size(int wanted) {
    if (wanted <= FIRST) {
      return wanted;
    }
    if (crowded.getAsBoolean() || begun + wanted > MOST_IN_A_TURN) {
      return FIRST;
    }
    if (begun == 0) {
      loop.execute(() -> begun = 0);
    }
    begun += wanted;
    return wanted;
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
      return size(next);
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
