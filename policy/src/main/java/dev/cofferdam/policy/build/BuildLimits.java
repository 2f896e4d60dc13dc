package dev.cofferdam.policy.build;

import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.Settings.Limits;
import dev.cofferdam.policy.container.Ceilings;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.regex.Pattern;

/** The ceilings of a build: those of a container, for each of its steps. */
final class BuildLimits {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

  private BuildLimits() {}

  static void apply(Ruling ruling) {
    Limits limits = ruling.settings().limits();
    long memory = number(ruling, "memory");
    long swap = number(ruling, "memswap");
    long quota = number(ruling, "cpuquota");
    long period = number(ruling, "cpuperiod");
    long shm = number(ruling, "shmsize");
    number(ruling, "cpushares");
    Ceilings.memory(ruling, memory);
    Ceilings.swap(ruling, swap);
    Ceilings.quota(ruling, quota, period);
    Ceilings.shm(ruling, shm);
    if (limits.memoryBytes() > 0) {
      long given = memory > 0 ? memory : limits.memoryBytes();
      ruling.query("memory", Long.toString(given));
      if (swap == 0) {
        ruling.query("memswap", Long.toString(given));
      }
      if (memory <= 0) {
        ruling.changed("memory of the build limited");
      }
    }
    if (limits.nanoCpus() > 0 && quota <= 0) {
      long over = Ceilings.period(period);
      ruling.query("cpuperiod", Long.toString(over));
      ruling.query("cpuquota", Long.toString(Ceilings.quota(limits.nanoCpus(), over)));
      ruling.changed("CPUs of the build limited");
    }
    smallerShm(ruling, shm);
  }

  /** The one ceiling that BuildKit knows. */
  static void shm(Ruling ruling) {
    long shm = number(ruling, "shmsize");
    Ceilings.shm(ruling, shm);
    smallerShm(ruling, shm);
  }

  private static void smallerShm(Ruling ruling, long shm) {
    long ceiling = ruling.settings().limits().shmBytes();
    if (ceiling > 0 && ceiling < Ceilings.DEFAULT_SHM && shm <= 0) {
      ruling.query("shmsize", Long.toString(ceiling));
    }
  }

  /** The engine reads what is no number as 0, that is as no limit, so it is refused here. */
  private static long number(Ruling ruling, String name) {
    String text = ruling.query().first(name, "");
    if (text.isEmpty()) {
      return 0;
    }
    if (!NUMBER.matcher(text).matches()) {
      ruling.reject(Rules.REQUEST_PARAMETER, name + " must be a whole number", "");
      return 0;
    }
    return Long.parseLong(text);
  }
}
