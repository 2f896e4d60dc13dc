package dev.cofferdam.session.workspace;

/**
 * What a workspace may use.
 *
 * @param memoryBytes at least 64 MiB; there is no swap beyond it
 * @param nanoCpus billionths of a CPU
 * @param pids processes and threads
 */
public record Limits(long memoryBytes, long nanoCpus, long pids) {
  private static final long GIB = 1L << 30;
  private static final long PIDS = 2048;

  /**
   * Three quarters of the engine's memory but at least 1 GiB, all its CPUs, 2048 processes: an
   * agent cannot take the machine down, and meets no limit in ordinary work.
   */
  public static Limits of(long engineMemory, int engineCpus) {
    return new Limits(
        Math.max(GIB, engineMemory / 4 * 3), Math.max(1, engineCpus) * 1_000_000_000L, PIDS);
  }
}
