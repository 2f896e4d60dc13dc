package dev.cofferdam.policy.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.HostConfig;
import dev.cofferdam.policy.Fact;
import dev.cofferdam.policy.Reference;
import dev.cofferdam.policy.Rule;
import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings.Limits;
import dev.cofferdam.policy.ruling.Ruling;

/** What all containers of a principal may use together; asked only where there is such a limit. */
final class Totals {
  private static final Fact.Usage NOTHING = new Fact.Usage(0, 0, 0, 0);

  private Totals() {}

  /** Checks what there is together with a new container. */
  static void check(Ruling ruling, Body host) {
    Limits limits = ruling.settings().limits();
    if (limits.containers() <= 0
        && limits.totalMemoryBytes() <= 0
        && limits.totalNanoCpus() <= 0
        && limits.publishedPorts() <= 0) {
      return;
    }
    Fact.Usage usage = ruling.about(new Reference.Usage()) instanceof Fact.Usage u ? u : NOTHING;
    long period = Ceilings.period(host.get(HostConfig.CPU_PERIOD, 0L));
    long cpus =
        Math.max(
            host.get(HostConfig.NANO_CPUS, 0L),
            Ceilings.nanoCpus(host.get(HostConfig.CPU_QUOTA, 0L), period));
    sum(ruling, Rules.LIMIT_CONTAINERS, "containers", limits.containers(), usage.containers(), 1);
    sum(
        ruling,
        Rules.LIMIT_PORTS,
        "published ports",
        limits.publishedPorts(),
        usage.publishedPorts(),
        PortRules.count(host));
    bounded(
        ruling,
        Rules.LIMIT_TOTAL_MEMORY,
        "memory",
        limits.totalMemoryBytes(),
        usage.memoryBytes(),
        host.get(HostConfig.MEMORY, 0L));
    bounded(ruling, Rules.LIMIT_TOTAL_CPUS, "CPUs", limits.totalNanoCpus(), usage.nanoCpus(), cpus);
  }

  /** A resource of which a container without a limit takes all there is. */
  private static void bounded(
      Ruling ruling, Rule rule, String what, long limit, long used, long more) {
    if (limit > 0 && more <= 0) {
      ruling.refuse(
          rule,
          "a container without a limit would exceed the total for " + what,
          "give it a limit with --memory and --cpus");
      return;
    }
    sum(ruling, rule, what, limit, used, more);
  }

  private static void sum(Ruling ruling, Rule rule, String what, long limit, long used, long more) {
    if (limit > 0 && more > 0 && (more > limit || used > limit - more)) {
      ruling.refuse(
          rule,
          "all your containers together would exceed the total for " + what,
          "remove containers that you no longer need: docker ps -a, docker rm");
    }
  }
}
