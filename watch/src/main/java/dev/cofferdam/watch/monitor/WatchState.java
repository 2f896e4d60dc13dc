package dev.cofferdam.watch.monitor;

/** How the watching goes. */
public enum WatchState {
  /** It has not looked yet. */
  INITIALIZING,
  /** The last look worked. */
  ACTIVE,
  /** The last look did not work; it goes on trying, at longer and longer intervals. */
  ERROR,
  /** It was told to end. */
  STOPPED
}
