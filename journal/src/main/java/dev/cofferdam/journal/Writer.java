package dev.cofferdam.journal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one thread that turns entries into lines and lines into files.
 *
 * <p>After a batch it rests for a millisecond without asking to be woken, so that under load the
 * producers never pay for a wake-up and lines come in batches; only when nothing came meanwhile it
 * sleeps until a producer wakes it.
 */
final class Writer implements Runnable {
  private static final System.Logger LOG = System.getLogger(Writer.class.getName());
  private static final long REST_NANOS = 1_000_000;
  private static final long CLOSE_NANOS = 10_000_000_000L;
  private static final Health WRITING = new Health.Writing();

  private final Ring ring;
  private final SegmentLog log;
  private final JournalSettings settings;
  private final LineBuffer batch = new LineBuffer();
  private final Thread thread;

  private final LongAdder lost = new LongAdder();
  private final AtomicReference<Health> health = new AtomicReference<>(WRITING);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private volatile boolean asleep;
  private volatile boolean closing;
  private volatile long closeBy;
  private volatile long flushUpTo;
  private volatile long durable;
  private volatile long written;
  private final LongAdder bytes = new LongAdder();

  // Only the writer thread:
  private final ArrayDeque<Entry> events;
  private long lostOnRecord;
  private long gapAt = -1;
  private long lastSync;

  /** {@code events} are put on record first. */
  Writer(Ring ring, SegmentLog log, JournalSettings settings, Collection<Entry> events) {
    this.ring = ring;
    this.log = log;
    this.settings = settings;
    this.events = new ArrayDeque<>(events);
    this.lastSync = System.nanoTime();
    this.thread = Thread.ofPlatform().daemon().name("journal-writer").unstarted(this);
  }

  void start() {
    thread.start();
  }

  /** Called by producers after an entry got this position. */
  void arrived(long position) {
    // A quarter of the ring filled during one rest: wake early rather than let it run full.
    if (asleep || (position & ((ring.capacity() >> 2) - 1)) == 0) {
      wake();
    }
  }

  private void wake() {
    asleep = false;
    LockSupport.unpark(thread);
  }

  void lose() {
    lost.increment();
  }

  boolean healthy() {
    return health.get() instanceof Health.Writing;
  }

  Health health() {
    return health.get();
  }

  Stats stats() {
    return new Stats(ring.claimed(), written, lost.sum(), bytes.sum());
  }

  boolean flush(long timeoutNanos) throws InterruptedException {
    long target = ring.claimed();
    long left = timeoutNanos;
    lock.lockInterruptibly();
    try {
      flushUpTo = Math.max(flushUpTo, target);
      wake();
      while (durable < target && left > 0) {
        left = progress.awaitNanos(left);
      }
      return durable >= target;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    closeBy = System.nanoTime() + CLOSE_NANOS;
    closing = true;
    ring.close();
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // the drain is bounded; finish it
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    boolean running = true;
    while (running) {
      try {
        int done = step();
        if (!(health.get() instanceof Health.Writing)) {
          recovered();
        }
        if (done == 0 && closing && ring.taken() == ring.claimed() && !moreToSay()) {
          running = false;
        } else if (done == 0) {
          sleep();
        } else if (done < LineBuffer.BATCH) {
          LockSupport.parkNanos(this, REST_NANOS);
        }
      } catch (IOException e) {
        failed(e);
        running = backOff();
      } catch (RuntimeException | Error e) {
        failed(e); // a defect: better no journal, and the gate closed, than half a one
        ring.close();
        running = false;
      }
    }
    end();
  }

  /** One batch and, when it is time, one sync. Returns the bytes written. */
  private int step() throws IOException {
    if (batch.length() == 0) {
      fill();
    }
    int length = batch.length();
    if (length > 0) {
      log.append(batch.bytes(), length);
      batch.clear();
      written = ring.taken();
      bytes.add(length);
    }
    if (log.unsynced() && syncDue()) {
      sync();
    }
    return length;
  }

  private void fill() throws IOException {
    if (ring.taken() == ring.claimed() && !moreToSay()) {
      return;
    }
    if (log.rotationDue(Instant.now())) {
      log.rotate();
      sync();
    }
    while (!events.isEmpty() && !batch.isFull()) {
      add(events.remove());
    }
    if (gapAt < 0 && lost.sum() > lostOnRecord) {
      gapAt = ring.claimed(); // what is queued by now was recorded before the loss, or beside it
    }
    while (!batch.isFull()) {
      if (gapAt >= 0 && ring.taken() >= gapAt) {
        gap();
      }
      Entry entry = ring.poll();
      if (entry == null) {
        return;
      }
      add(entry);
    }
  }

  private void gap() {
    long missing = lost.sum() - lostOnRecord;
    add(Entry.event("journal.gap", missing + " entries were lost: the journal's queue was full"));
    lostOnRecord += missing;
    gapAt = -1;
  }

  private void add(Entry entry) {
    long seq = log.nextSeq();
    try {
      batch.add(entry, seq, log.chain());
      log.took(seq);
    } catch (RuntimeException e) {
      lost.increment();
      LOG.log(Level.ERROR, "journal entry could not be written as JSON and is lost", e);
    }
  }

  private boolean moreToSay() {
    return !events.isEmpty() || lost.sum() > lostOnRecord;
  }

  private boolean syncDue() {
    return flushWaiting() || System.nanoTime() - lastSync >= settings.fsyncInterval().toNanos();
  }

  private boolean flushWaiting() {
    long upTo = flushUpTo;
    return upTo > durable && written >= upTo;
  }

  private void sync() throws IOException {
    lastSync = System.nanoTime();
    log.sync();
    lock.lock();
    try {
      durable = written;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Until a producer, a flush or the closing wakes it, or a sync is due. */
  private void sleep() {
    asleep = true;
    // Whoever claims a position after this line sees `asleep` and wakes the thread.
    if (ring.taken() == ring.claimed() && !moreToSay() && !closing && !flushWaiting()) {
      if (log.unsynced()) {
        long left = lastSync + settings.fsyncInterval().toNanos() - System.nanoTime();
        LockSupport.parkNanos(this, Math.max(left, REST_NANOS));
      } else {
        LockSupport.park(this);
      }
    } else {
      Thread.onSpinWait(); // claimed but not yet filled: a matter of nanoseconds
    }
    asleep = false;
  }

  private void failed(Throwable cause) {
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    if (health.get() instanceof Health.Failed before) {
      health.set(new Health.Failed(reason, before.since()));
    } else {
      health.set(new Health.Failed(reason, Instant.now()));
      LOG.log(Level.ERROR, "journal cannot be written: " + reason, cause);
    }
    try {
      log.repair();
    } catch (IOException e) {
      cause.addSuppressed(e); // the next append tries again before it writes
    }
  }

  private void recovered() {
    if (log.takeDoubt()) {
      events.add(
          Entry.event(
              "journal.unsynced",
              "fsync failed, the lines of the last "
                  + settings.fsyncInterval().toMillis()
                  + " ms before may not have reached the disk"));
    }
    health.set(WRITING);
    LOG.log(Level.INFO, "journal is written again");
  }

  /** Waits for the next try; false when the journal is being closed and its time is up. */
  private boolean backOff() {
    long until = System.nanoTime() + settings.retryInterval().toNanos();
    while (true) {
      long now = System.nanoTime();
      long left = until - now;
      if (closing) {
        if (now - closeBy >= 0) {
          return false;
        }
        left = Math.min(left, closeBy - now);
      }
      if (left <= 0) {
        return true;
      }
      LockSupport.parkNanos(this, left);
    }
  }

  private void end() {
    try (log) {
      if (batch.length() == 0) {
        sync();
      }
    } catch (IOException e) {
      LOG.log(Level.ERROR, "journal could not be synced when it was closed", e);
    }
    long unwritten = ring.claimed() - written;
    if (unwritten > 0) {
      LOG.log(Level.ERROR, "journal was closed with " + unwritten + " entries unwritten");
    }
    if (!(health.get() instanceof Health.Failed)) {
      health.set(new Health.Closed());
    }
  }
}
