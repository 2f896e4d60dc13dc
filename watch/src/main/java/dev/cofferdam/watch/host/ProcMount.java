package dev.cofferdam.watch.host;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether /proc hides the processes of others, by its mount option {@code hidepid}: then there are
 * agents that nobody here can find, which is not the same as no agents.
 */
final class ProcMount {
  private static final Pattern HIDING =
      Pattern.compile("(?:^|,)hidepid=(1|2|4|noaccess|invisible|ptraceable)(?:,|$)");
  private static final Pattern GROUP = Pattern.compile("(?:^|,)gid=([0-9]+)(?:,|$)");
  private static final int SYS_PTRACE = 19;

  private ProcMount() {}

  /**
   * What is hidden, and what to do about it.
   *
   * @param mountinfo /proc/self/mountinfo
   * @param status /proc/self/status
   * @param uids whose processes are looked for
   */
  static Optional<String> obstacle(byte[] mountinfo, byte[] status, SortedSet<Integer> uids) {
    String options = options(text(mountinfo));
    Matcher hiding = HIDING.matcher(options);
    String self = text(status);
    String uid = field(self, "Uid", 1);
    boolean others = uids.stream().anyMatch(each -> !uid.equals(each.toString()));
    if (!hiding.find() || !others || seesAll(self) || isInGroup(options, self)) {
      return Optional.empty();
    }
    return Optional.of(
        "it is mounted with hidepid="
            + hiding.group(1)
            + ", which hides the processes of others from user "
            + uid
            + ": their agents may run and are not found. Watch as root, or let an administrator name"
            + " a group of yours: mount -o remount,hidepid=2,gid=GROUP /proc");
  }

  /** Of the mounts at /proc the last one is on top. */
  private static String options(String mountinfo) {
    String options = "";
    for (String line : mountinfo.split("\n", -1)) {
      String[] fields = line.split(" ", -1);
      List<String> all = List.of(fields);
      int dash = all.indexOf("-");
      if (dash > 4 && fields[4].equals("/proc")) {
        boolean proc = all.size() > dash + 3 && fields[dash + 1].equals("proc");
        options = proc ? fields[dash + 3] : "";
      }
    }
    return options;
  }

  private static boolean seesAll(String status) {
    try {
      return (Long.parseUnsignedLong(field(status, "CapEff", 0), 16) >> SYS_PTRACE & 1) == 1;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean isInGroup(String options, String status) {
    Matcher group = GROUP.matcher(options);
    return group.find()
        && !group.group(1).equals("0")
        && (group.group(1).equals(field(status, "Gid", 1))
            || (" " + line(status, "Groups") + " ").contains(" " + group.group(1) + " "));
  }

  private static String field(String status, String name, int number) {
    String[] fields = line(status, name).split("[\t ]+", -1);
    return number < fields.length ? fields[number] : "";
  }

  private static String line(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
