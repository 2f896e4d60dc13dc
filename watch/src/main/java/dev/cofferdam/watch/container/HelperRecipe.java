package dev.cofferdam.watch.container;

import dev.cofferdam.engine.body.Body;
import dev.cofferdam.engine.body.ContainerCreate;
import dev.cofferdam.engine.body.HostConfig;
import dev.cofferdam.engine.body.LogConfig;
import dev.cofferdam.engine.body.Mount;
import dev.cofferdam.watch.host.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a helper container is made. It sees the machine's processes and can do nothing but look: no
 * network, nothing to write to, no new privileges, no capability.
 *
 * <p>Reading {@code cwd}, {@code environ} and {@code root} of somebody else's process takes
 * CAP_SYS_PTRACE, and their files CAP_DAC_READ_SEARCH; by running each command as the user whose
 * processes it reads, neither is needed. The exception is root: a process of root's has all
 * capabilities, and the kernel shows it only to who has them, too, or has CAP_SYS_PTRACE. So that
 * one is given when root is among the users, and only then; commands that run as other users do not
 * have it even so.
 */
final class HelperRecipe {
  static final String LABEL = "dev.cofferdam.helper";

  /** Seconds since 1970 after which nobody needs the helper any more. */
  static final String UNTIL = "dev.cofferdam.helper.until";

  static final long MEMORY = 64L << 20;
  static final long NANO_CPUS = 1_000_000_000L;

  /** The threads of the runtime that starts a command count, too, and are about ten. */
  static final long PIDS = 48;

  private HelperRecipe() {}

  /**
   * @param mark the host name
   * @param root whether processes of root are to be read
   * @param appArmor whether the engine confines containers with AppArmor, whose profile for
   *     containers forbids all sight of processes outside
   * @param remapped whether root of containers is somebody else outside, which goes with no view of
   *     the machine's processes
   * @param accounts whether the machine's /etc/passwd is mounted
   */
  static Body create(
      HelperSettings settings,
      String mark,
      boolean root,
      boolean appArmor,
      boolean remapped,
      boolean accounts) {
    long seconds = settings.life().toSeconds();
    List<String> security = new ArrayList<>(List.of("no-new-privileges:true"));
    if (appArmor) {
      security.add("apparmor=unconfined");
    }
    Body host =
        HostConfig.SHAPE
            .empty()
            .with(HostConfig.PID_MODE, "host")
            .with(HostConfig.NETWORK_MODE, "none")
            .with(HostConfig.READONLY_ROOTFS, true)
            .with(HostConfig.CAP_DROP, List.of("ALL"))
            .with(HostConfig.SECURITY_OPT, List.copyOf(security))
            .with(HostConfig.MEMORY, MEMORY)
            .with(HostConfig.MEMORY_SWAP, MEMORY)
            .with(HostConfig.NANO_CPUS, NANO_CPUS)
            .with(HostConfig.PIDS_LIMIT, PIDS)
            .with(HostConfig.AUTO_REMOVE, true)
            .with(HostConfig.LOG_CONFIG, LogConfig.SHAPE.empty().with(LogConfig.TYPE, "none"));
    if (root) {
      host = host.with(HostConfig.CAP_ADD, List.of("SYS_PTRACE"));
    }
    if (remapped) {
      host = host.with(HostConfig.USERNS_MODE, "host");
    }
    if (accounts) {
      host = host.with(HostConfig.MOUNTS, List.of(passwd()));
    }
    return ContainerCreate.SHAPE
        .empty()
        .with(ContainerCreate.IMAGE, settings.image())
        .with(ContainerCreate.HOSTNAME, mark)
        .with(ContainerCreate.USER, Identity.NOBODY.toString())
        .with(ContainerCreate.WORKING_DIR, "/")
        // It waits for the end of its standard input, which comes when the watcher closes it or
        // dies; and if the watcher hangs, its time is over by itself.
        .with(ContainerCreate.ENTRYPOINT, List.of("timeout"))
        .with(ContainerCreate.CMD, List.of(Long.toString(seconds), "cat"))
        .with(ContainerCreate.OPEN_STDIN, true)
        .with(ContainerCreate.STDIN_ONCE, true)
        .with(ContainerCreate.ATTACH_STDIN, true)
        .with(
            ContainerCreate.LABELS,
            Map.of(
                LABEL,
                "watch",
                UNTIL,
                Long.toString(Instant.now().getEpochSecond() + seconds + 60)))
        .with(ContainerCreate.HOST_CONFIG, host);
  }

  private static Body passwd() {
    return Mount.SHAPE
        .empty()
        .with(Mount.TYPE, "bind")
        .with(Mount.SOURCE, "/etc/passwd")
        .with(Mount.TARGET, ReadOnlyCommand.ReadAccounts.PLACE)
        .with(Mount.READ_ONLY, true);
  }
}
