package dev.cofferdam.journal;

import java.time.Duration;

/**
 * How a {@link FileJournal} queues, rotates and keeps.
 *
 * @param queueCapacity entries that may wait for the writer, 64 to 4,194,304, rounded up to a power
 *     of two; also the most that {@code kill -9} can lose
 * @param segmentBytes a segment that has grown to this size is followed by a new one; at least 4
 *     KiB. A segment may exceed it by one batch (320 KiB).
 * @param segmentAge a segment older than this is followed by a new one when the next entry comes
 * @param maxSegments segments kept, at least 2; the oldest are deleted on rotation
 * @param maxTotalBytes bytes kept in all segments, the current one not counted; on rotation the
 *     oldest are deleted until the rest fits
 * @param fsyncInterval at least this long between two fsyncs; what a power loss can lose. Zero
 *     syncs every batch.
 * @param retryInterval pause after a failed write before the next try
 */
public record JournalSettings(
    int queueCapacity,
    long segmentBytes,
    Duration segmentAge,
    int maxSegments,
    long maxTotalBytes,
    Duration fsyncInterval,
    Duration retryInterval) {

  /**
   * 65,536 entries, 64 MiB or a day per segment, 20 segments, fsync each second, retry after 500
   * ms.
   */
  public static final JournalSettings DEFAULT =
      new JournalSettings(
          65_536,
          64L << 20,
          Duration.ofDays(1),
          20,
          Long.MAX_VALUE,
          Duration.ofSeconds(1),
          Duration.ofMillis(500));

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the value that is out of range
   */
  public JournalSettings {
    check(
        queueCapacity >= 64 && queueCapacity <= 1 << 22, "queueCapacity", "64 to 4194304 entries");
    check(segmentBytes >= 4096, "segmentBytes", "at least 4096");
    check(positive(segmentAge), "segmentAge", "more than zero");
    check(maxSegments >= 2, "maxSegments", "at least 2");
    check(maxTotalBytes >= 0, "maxTotalBytes", "zero or more");
    check(!fsyncInterval.isNegative(), "fsyncInterval", "zero or more");
    check(positive(retryInterval), "retryInterval", "more than zero");
  }

  /** The same with other sizes of segments and other numbers of them kept. */
  public JournalSettings keeping(long segmentBytes, int maxSegments, long maxTotalBytes) {
    return new JournalSettings(
        queueCapacity,
        segmentBytes,
        segmentAge,
        maxSegments,
        maxTotalBytes,
        fsyncInterval,
        retryInterval);
  }

  /** The same with another bound for the queue. */
  public JournalSettings queueing(int queueCapacity) {
    return new JournalSettings(
        queueCapacity,
        segmentBytes,
        segmentAge,
        maxSegments,
        maxTotalBytes,
        fsyncInterval,
        retryInterval);
  }

  private static boolean positive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private static void check(boolean fine, String what, String range) {
    if (!fine) {
      throw new IllegalArgumentException("journal setting " + what + " must be " + range);
    }
  }
}
