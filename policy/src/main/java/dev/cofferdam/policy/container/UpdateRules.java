package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.ContainerUpdate;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings.Limits;
import dev.cofferdam.policy.ruling.BodyRule;
import dev.cofferdam.policy.ruling.BodyRules;
import dev.cofferdam.policy.ruling.Ruling;

/**
 * The body of {@code ContainerUpdate}: the same ceilings. A member that is absent or 0 leaves the
 * container as it is, but a {@code PidsLimit} of 0 or less lifts the limit.
 */
final class UpdateRules {
  static final BodyRules RULES =
      BodyRules.of(
          ContainerUpdate.SHAPE,
          BodyRule.group(UpdateRules::memory, ContainerUpdate.MEMORY, ContainerUpdate.MEMORY_SWAP),
          BodyRule.check(ContainerUpdate.MEMORY_RESERVATION, Ceilings::memory),
          BodyRule.check(ContainerUpdate.NANO_CPUS, Ceilings::cpus),
          BodyRule.group(UpdateRules::quota, ContainerUpdate.CPU_QUOTA, ContainerUpdate.CPU_PERIOD),
          BodyRule.group(UpdateRules::pids, ContainerUpdate.PIDS_LIMIT),
          BodyRule.check(ContainerUpdate.RESTART_POLICY, CreateRules::restart),
          BodyRule.harmless(
              ContainerUpdate.CPU_SHARES,
              ContainerUpdate.CPUSET_CPUS,
              ContainerUpdate.CPUSET_MEMS,
              ContainerUpdate.BLKIO_WEIGHT,
              ContainerUpdate.MEMORY_SWAPPINESS));

  private UpdateRules() {}

  /**
   * The engine takes no quota for a container with {@code NanoCpus}, which the gate may have given
   * it: there the quota is written as that. Before the target becomes an id, by which nobody asked.
   */
  static void quotaAsShare(Ruling ruling) {
    Body update = ruling.body(ContainerUpdate.SHAPE);
    long quota = update.get(ContainerUpdate.CPU_QUOTA, 0L);
    if (ruling.about(new Reference.Container(ruling.call().target()))
            instanceof Fact.Container container
        && container.nanoCpus()
        && ruling.settings().limits().nanoCpus() > 0
        && quota > 0
        && update.isZero(ContainerUpdate.NANO_CPUS)) {
      long period = Ceilings.period(update.get(ContainerUpdate.CPU_PERIOD, 0L));
      long share = Ceilings.nanoCpus(quota, period);
      ruling.changed("the quota written as " + Words.cpus(share) + " CPUs");
      ruling.body(
          update
              .without(ContainerUpdate.CPU_QUOTA)
              .without(ContainerUpdate.CPU_PERIOD)
              .with(ContainerUpdate.NANO_CPUS, share));
    }
  }

  /**
   * Memory that is named alone takes the swap limit along: a container was created with both the
   * same, and the engine refuses memory above the swap limit.
   */
  private static Body memory(Ruling ruling, Body update) {
    long memory = update.get(ContainerUpdate.MEMORY, 0L);
    long swap = update.get(ContainerUpdate.MEMORY_SWAP, 0L);
    Ceilings.memory(ruling, memory);
    Ceilings.swap(ruling, swap);
    if (ruling.settings().limits().memoryBytes() <= 0 || memory <= 0 || swap != 0) {
      return update;
    }
    ruling.changed("memory and swap together limited to " + Words.bytes(memory));
    return update.with(ContainerUpdate.MEMORY_SWAP, memory);
  }

  /**
   * A quota counts by its period. Of the two only one may be sent, and the other is then what the
   * container has; so the one is only taken together with the other.
   */
  private static Body quota(Ruling ruling, Body update) {
    long quota = update.get(ContainerUpdate.CPU_QUOTA, 0L);
    long period = update.get(ContainerUpdate.CPU_PERIOD, 0L);
    if (quota == 0 && period == 0) {
      return update;
    }
    if (ruling.settings().limits().nanoCpus() > 0 && (quota <= 0 || period <= 0)) {
      ruling.refuse(
          Rules.LIMIT_CPUS,
          "a CPU quota can only be changed together with its period",
          "use --cpus, or give --cpu-quota and --cpu-period");
    }
    Ceilings.quota(ruling, quota, period);
    return update;
  }

  private static Body pids(Ruling ruling, Body update) {
    Limits limits = ruling.settings().limits();
    Long pids = update.get(ContainerUpdate.PIDS_LIMIT);
    if (pids == null) {
      return update;
    }
    if (limits.pids() > 0 && pids <= 0) {
      ruling.refuse(
          Rules.LIMIT_PIDS,
          "an unlimited number of processes is not allowed here",
          "use at most --pids-limit " + limits.pids());
    }
    Ceilings.pids(ruling, pids);
    return update;
  }
}
