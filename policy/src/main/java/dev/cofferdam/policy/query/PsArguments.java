package dev.cofferdam.policy.query;

import dev.cofferdam.policy.Rules;
import dev.cofferdam.policy.ruling.Ruling;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The {@code ps_args} of {@code top}. The daemon runs {@code ps} with them on the host and cuts the
 * container's lines out of the answer, so only forms are let through that select processes as usual
 * and print known columns; above all not {@code e}, which prints environments.
 */
public final class PsArguments {
  private static final Set<String> FLAGS =
      Set.of(
          "-e",
          "-f",
          "-F",
          "-l",
          "-A",
          "-a",
          "-w",
          "-ww",
          "-H",
          "-ef",
          "-eF",
          "-el",
          "-aux",
          "-efww",
          "-efH",
          "a",
          "u",
          "x",
          "w",
          "ww",
          "l",
          "ax",
          "aux",
          "axu",
          "auxw",
          "auxww",
          "axl",
          "--forest");
  private static final Set<String> COLUMN_FLAGS = Set.of("-o", "-eo", "-Ao", "o", "axo");
  private static final Set<String> COLUMNS =
      Set.of(
          "pid",
          "ppid",
          "pgid",
          "sid",
          "user",
          "uid",
          "euser",
          "ruser",
          "group",
          "gid",
          "comm",
          "cmd",
          "args",
          "command",
          "%cpu",
          "pcpu",
          "%mem",
          "pmem",
          "rss",
          "vsz",
          "sz",
          "stat",
          "state",
          "s",
          "time",
          "etime",
          "etimes",
          "tty",
          "tt",
          "tname",
          "start",
          "lstart",
          "stime",
          "start_time",
          "nice",
          "ni",
          "pri",
          "psr",
          "nlwp",
          "wchan",
          "c",
          "f");

  private PsArguments() {}

  /** Refuses what is not one of the known forms. */
  public static void check(Ruling ruling) {
    String text = ruling.query().first("ps_args", "");
    if (!isKnown(text)) {
      ruling.refuse(
          Rules.CONTAINER_TOP_ARGUMENTS,
          "these arguments for ps are not allowed",
          "use -ef, aux, or -o with columns such as pid,ppid,user,comm,args");
    }
  }

  static boolean isKnown(String text) {
    boolean columns = false;
    for (String word : text.split(" ", -1)) {
      if (columns) {
        if (!areColumns(word)) {
          return false;
        }
        columns = false;
      } else if (COLUMN_FLAGS.contains(word)) {
        columns = true;
      } else if (!word.isEmpty() && !FLAGS.contains(word)) {
        return false;
      }
    }
    return !columns;
  }

  private static boolean areColumns(String word) {
    List<String> names = Arrays.asList(word.split(",", -1));
    return COLUMNS.containsAll(names);
  }
}
