package dev.cofferdam.policy.settings;

import dev.cofferdam.policy.text.Spelling;
import java.util.Set;

/** The names of Linux capabilities (capabilities(7), Linux 6.x). */
final class Capabilities {
  private static final Set<String> ALL =
      Set.of(
          ("AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN"
                  + " DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE"
                  + " LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE"
                  + " NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN"
                  + " SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO"
                  + " SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM")
              .split(" "));

  private Capabilities() {}

  /** The name without {@code CAP_}. */
  static String parse(String text) {
    String name = text.startsWith("CAP_") ? text.substring(4) : text;
    if (ALL.contains(name)) {
      return name;
    }
    if (name.equals("ALL")) {
      throw new IllegalArgumentException("is not accepted here; name each capability");
    }
    String near = Spelling.nearest(name, ALL);
    throw new IllegalArgumentException(
        "is no capability" + (near == null ? "" : "; did you mean " + near + "?"));
  }
}
