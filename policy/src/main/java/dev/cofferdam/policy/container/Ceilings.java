package dev.cofferdam.policy.container;

import dev.cofferdam.policy.Rule;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings.Limits;
import dev.cofferdam.policy.ruling.Ruling;

/** The ceilings of a container, for whatever sets a limit: create, update and build. */
public final class Ceilings {
  /** The shared memory that the engine gives when nothing is said. */
  public static final long DEFAULT_SHM = 64L << 20;

  /** The period of the kernel's CPU quota, in microseconds. */
  private static final long DEFAULT_PERIOD = 100_000;

  private static final long NANOS = 1_000_000_000L;

  private Ceilings() {}

  private static Limits limits(Ruling ruling) {
    return ruling.settings().limits();
  }

  public static void memory(Ruling ruling, long bytes) {
    long ceiling = limits(ruling).memoryBytes();
    if (ceiling > 0 && bytes > ceiling) {
      above(ruling, Rules.LIMIT_MEMORY, "memory", "--memory " + Words.bytes(ceiling));
    }
  }

  /** Memory and swap together, as Docker's {@code MemorySwap} has it; -1 is unlimited. */
  public static void swap(Ruling ruling, long bytes) {
    long ceiling = limits(ruling).memoryBytes();
    if (ceiling > 0 && (bytes < 0 || bytes > ceiling)) {
      above(
          ruling,
          Rules.LIMIT_MEMORY_SWAP,
          "memory and swap together",
          "--memory-swap " + Words.bytes(ceiling) + ", or leave it out");
    }
  }

  public static void cpus(Ruling ruling, long nanoCpus) {
    long ceiling = limits(ruling).nanoCpus();
    if (ceiling > 0 && nanoCpus > ceiling) {
      above(ruling, Rules.LIMIT_CPUS, "CPUs", "--cpus " + Words.cpus(ceiling));
    }
  }

  public static void pids(Ruling ruling, long pids) {
    long ceiling = limits(ruling).pids();
    if (ceiling > 0 && pids > ceiling) {
      above(ruling, Rules.LIMIT_PIDS, "processes", "--pids-limit " + ceiling);
    }
  }

  public static void shm(Ruling ruling, long bytes) {
    long ceiling = limits(ruling).shmBytes();
    if (ceiling > 0 && bytes > ceiling) {
      above(ruling, Rules.LIMIT_SHM, "shared memory", "--shm-size " + Words.bytes(ceiling));
    }
  }

  /** What a quota is worth in billionths of a CPU; 0 when there is none. */
  static long nanoCpus(long quota, long period) {
    if (quota <= 0) {
      return 0;
    }
    double cpus = (double) quota / period;
    return cpus >= Long.MAX_VALUE / (double) NANOS ? Long.MAX_VALUE : Math.round(cpus * NANOS);
  }

  /** The quota that stands for this many billionths of a CPU; at least Docker's minimum. */
  public static long quota(long nanoCpus, long period) {
    return Math.max(1000, (long) Math.floor((double) nanoCpus / NANOS * period));
  }

  /** The kernel's period unless a positive one is given. */
  public static long period(long given) {
    return given > 0 ? given : DEFAULT_PERIOD;
  }

  /** Checks a quota over a period, 0 standing for the defaults. */
  public static void quota(Ruling ruling, long quota, long period) {
    cpus(ruling, nanoCpus(quota, period(period)));
  }

  private static void above(Ruling ruling, Rule rule, String what, String flag) {
    ruling.refuse(
        rule, "more " + what + " than the ceiling is not allowed here", "use at most " + flag);
  }
}
