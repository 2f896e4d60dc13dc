package dev.cofferdam.journal;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue for many producers and one consumer. A producer claims a position with one
 * compare-and-set and then fills its slot; nothing is allocated. The JDK's bounded queue takes a
 * lock (which would park an event loop), its lock-free one is unbounded and allocates a node each.
 */
final class Ring {
  /**
   * Set in the tail when the ring is closed, so that a claim and the closing exclude each other.
   */
  private static final long CLOSED = 1L << 62;

  // Positions stand 128 bytes apart: neighbours in a cache line would slow each other down.
  private static final int TAIL = 16;
  private static final int HEAD = 32;
  private static final int LIMIT = 48;

  private final AtomicLongArray cursors = new AtomicLongArray(64);
  private final AtomicReferenceArray<@Nullable Entry> slots;
  private final int mask;

  /** {@code capacity} is rounded up to a power of two. */
  Ring(int capacity) {
    int size = Integer.highestOneBit(capacity - 1) << 1;
    slots = new AtomicReferenceArray<>(size);
    mask = size - 1;
    cursors.set(LIMIT, size);
  }

  /** The position the entry got, or -1 if the ring is full or closed. Any thread. */
  long offer(Entry entry) {
    long tail;
    do {
      tail = cursors.get(TAIL);
      if (tail >= cursors.getOpaque(LIMIT)) {
        long limit = cursors.get(HEAD) + slots.length();
        if (tail >= limit) {
          return -1;
        }
        cursors.setOpaque(LIMIT, limit);
      }
    } while (!cursors.compareAndSet(TAIL, tail, tail + 1));
    slots.setRelease((int) tail & mask, entry);
    return tail;
  }

  /** The next entry in order, or null if there is none yet. Only the consumer. */
  @Nullable Entry poll() {
    long head = cursors.getPlain(HEAD);
    int slot = (int) head & mask;
    Entry entry = slots.getAcquire(slot);
    if (entry != null) {
      slots.setPlain(slot, null);
      cursors.setRelease(HEAD, head + 1);
    }
    return entry;
  }

  /** How many positions were claimed since the beginning. */
  long claimed() {
    return cursors.get(TAIL) & ~CLOSED;
  }

  /** How many entries were taken out since the beginning. */
  long taken() {
    return cursors.get(HEAD);
  }

  int capacity() {
    return slots.length();
  }

  /** From now on {@link #offer} fails; positions claimed before will still be filled. */
  void close() {
    cursors.getAndAccumulate(TAIL, CLOSED, (tail, closed) -> tail | closed);
  }
}
