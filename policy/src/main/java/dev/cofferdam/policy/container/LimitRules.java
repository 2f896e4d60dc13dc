package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.HostConfig;
import dev.cofferdam.engine.body.Member;
import dev.cofferdam.engine.body.Ulimit;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings.Limits;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.List;
import java.util.Set;

/**
 * What a new container may use. A caller who names no limit gets the ceiling; one who names a
 * higher one is refused, so that nobody is given less than asked for without a word.
 */
public final class LimitRules {

  private static final Set<String> ULIMITS =
      Set.of(
          "core",
          "cpu",
          "data",
          "fsize",
          "locks",
          "memlock",
          "msgqueue",
          "nofile",
          "nproc",
          "rss",
          "sigpending",
          "stack");

  private LimitRules() {}

  static List<BodyRule> all() {
    return List.of(
        BodyRule.group(
            LimitRules::memory,
            HostConfig.MEMORY,
            HostConfig.MEMORY_SWAP,
            HostConfig.MEMORY_RESERVATION),
        BodyRule.group(
            LimitRules::cpus, HostConfig.NANO_CPUS, HostConfig.CPU_PERIOD, HostConfig.CPU_QUOTA),
        BodyRule.group(LimitRules::pids, HostConfig.PIDS_LIMIT),
        BodyRule.group(LimitRules::shm, HostConfig.SHM_SIZE),
        BodyRule.check(HostConfig.ULIMITS, LimitRules::ulimits),
        realtime(HostConfig.CPU_REALTIME_PERIOD),
        realtime(HostConfig.CPU_REALTIME_RUNTIME),
        BodyRule.check(HostConfig.OOM_KILL_DISABLE, (ruling, _) -> oom(ruling)),
        BodyRule.check(
            HostConfig.OOM_SCORE_ADJ,
            (ruling, score) -> {
              if (score < 0) {
                oom(ruling);
              }
            }),
        device(HostConfig.BLKIO_WEIGHT_DEVICE),
        device(HostConfig.BLKIO_DEVICE_READ_BPS),
        device(HostConfig.BLKIO_DEVICE_WRITE_BPS),
        device(HostConfig.BLKIO_DEVICE_READ_IOPS),
        device(HostConfig.BLKIO_DEVICE_WRITE_IOPS),
        // Shares of what the ceilings leave, and pins to CPUs: the container's own business.
        BodyRule.harmless(
            HostConfig.CPU_SHARES,
            HostConfig.CPUSET_CPUS,
            HostConfig.CPUSET_MEMS,
            HostConfig.BLKIO_WEIGHT,
            HostConfig.MEMORY_SWAPPINESS));
  }

  private static Body memory(Ruling ruling, Body host) {
    long ceiling = ruling.settings().limits().memoryBytes();
    long memory = host.get(HostConfig.MEMORY, 0L);
    long swap = host.get(HostConfig.MEMORY_SWAP, 0L);
    Ceilings.memory(ruling, memory);
    Ceilings.memory(ruling, host.get(HostConfig.MEMORY_RESERVATION, 0L));
    Ceilings.swap(ruling, swap);
    Body result = host;
    if (ceiling > 0 && memory <= 0) {
      long standard = ruling.settings().limits().defaultMemoryBytes();
      memory = standard > 0 ? Math.min(standard, ceiling) : ceiling;
      // The engine takes no limit below the reservation, and none above memory and swap.
      memory = Math.max(memory, host.get(HostConfig.MEMORY_RESERVATION, 0L));
      memory = swap > 0 ? Math.min(memory, swap) : memory;
      result = result.with(HostConfig.MEMORY, memory);
      ruling.changed("memory limited to " + Words.bytes(memory));
    }
    if (ceiling > 0 && swap == 0) {
      // Without this the engine adds as much swap as memory.
      result = result.with(HostConfig.MEMORY_SWAP, memory);
    }
    return result;
  }

  /**
   * The default is written as {@code NanoCpus}, which {@code docker update --cpus} can change; the
   * engine refuses more of them than the machine has CPUs. A container with a period of its own
   * gets a quota, since the engine takes no period beside {@code NanoCpus}.
   */
  private static Body cpus(Ruling ruling, Body host) {
    int machine =
        ruling.about(new Reference.Machine()) instanceof Fact.Machine(int cpus, _) ? cpus : 0;
    long ceiling = ruling.settings().limits().nanoCpus();
    long nano = host.get(HostConfig.NANO_CPUS, 0L);
    long quota = host.get(HostConfig.CPU_QUOTA, 0L);
    long given = host.get(HostConfig.CPU_PERIOD, 0L);
    long period = Ceilings.period(given);
    Ceilings.cpus(ruling, nano);
    Ceilings.cpus(ruling, Ceilings.nanoCpus(quota, period));
    if (ceiling <= 0 || nano > 0 || quota > 0) {
      return host;
    }
    if (machine > 0 && given == 0) {
      long most = Math.min(ceiling, machine * 1_000_000_000L);
      ruling.changed("CPUs limited to " + Words.cpus(most));
      return host.without(HostConfig.CPU_QUOTA).with(HostConfig.NANO_CPUS, most);
    }
    ruling.changed("CPUs limited to " + Words.cpus(ceiling));
    return host.without(HostConfig.NANO_CPUS)
        .with(HostConfig.CPU_PERIOD, period)
        .with(HostConfig.CPU_QUOTA, Ceilings.quota(ceiling, period));
  }

  private static Body pids(Ruling ruling, Body host) {
    long ceiling = ruling.settings().limits().pids();
    long pids = host.get(HostConfig.PIDS_LIMIT, 0L);
    Ceilings.pids(ruling, pids);
    if (ceiling <= 0 || pids > 0) {
      return host;
    }
    ruling.changed("processes limited to " + ceiling);
    return host.with(HostConfig.PIDS_LIMIT, ceiling);
  }

  private static Body shm(Ruling ruling, Body host) {
    Limits limits = ruling.settings().limits();
    long ceiling = limits.shmBytes();
    long size = host.get(HostConfig.SHM_SIZE, 0L);
    Ceilings.shm(ruling, size);
    if (ceiling <= 0 || size > 0 || ceiling >= Ceilings.DEFAULT_SHM) {
      return host;
    }
    ruling.changed("shared memory limited to " + Words.bytes(ceiling));
    return host.with(HostConfig.SHM_SIZE, ceiling);
  }

  /** Checks the names of ulimits. */
  public static void ulimits(Ruling ruling, List<Body> ulimits) {
    for (Body ulimit : ulimits) {
      if (!ULIMITS.contains(ulimit.get(Ulimit.NAME, ""))) {
        ruling.refuse(
            Rules.CONTAINER_ULIMITS,
            "this ulimit is not allowed here",
            "allowed are " + Words.list(ULIMITS));
      }
    }
  }

  private static BodyRule realtime(Member<Long> member) {
    return BodyRule.check(
        member,
        (ruling, _) ->
            ruling.refuse(
                Rules.CONTAINER_REALTIME,
                "realtime scheduling is not allowed here",
                "use --cpus or --cpu-shares"));
  }

  private static void oom(Ruling ruling) {
    ruling.refuse(
        Rules.CONTAINER_OOM,
        "protection from the out-of-memory killer is not allowed here",
        "leave out --oom-kill-disable and negative --oom-score-adj");
  }

  private static BodyRule device(Member<List<Body>> member) {
    return ConfinementRules.none(
        member, Rules.CONTAINER_BLKIO_DEVICE, "I/O limits for devices of the host");
  }
}
