package dev.cofferdam.watch.host;

import java.util.Locale;

/**
 * A file that the kernel keeps of a process.
 *
 * @param pid 1 or above, as the host numbers it
 */
public record ProcFile(int pid, Entry entry) {

  /** The few that discovery needs. */
  public enum Entry {
    /** Name, parent, terminal, start time; for everyone to read. */
    STAT,
    /** The arguments; for everyone to read. */
    CMDLINE,
    /** Users, groups, numbers in inner process namespaces; for everyone to read. */
    STATUS,
    /** The control group, which names the container; for everyone to read. */
    CGROUP,
    /** The environment it was started with; for its owner to read. */
    ENVIRON
  }

  /** Checks the number. */
  public ProcFile {
    if (pid < 1) {
      throw new IllegalArgumentException("not a process: " + pid);
    }
  }

  /** Where it is. */
  public String path() {
    return "/proc/" + pid + "/" + entry.name().toLowerCase(Locale.ROOT);
  }
}
