package dev.cofferdam.watch.discovery;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What /proc/PID/stat says (proc(5)).
 *
 * @param pid as the host numbers it
 * @param name the first 15 bytes of the program's name, which the program chooses
 * @param parent the parent's number; 0 for none
 * @param tty the controlling terminal, if any
 * @param startTicks hundredths of a second between the machine's start and the process's; with the
 *     number this tells processes apart that have the same number one after the other
 */
record ProcStat(int pid, String name, int parent, Optional<Tty> tty, long startTicks) {
  private static final int PARENT = 1;
  private static final int TTY = 4;
  private static final int START = 19;

  /** Reads it; empty when the process is gone, a zombie, or the text is none. */
  static Optional<ProcStat> of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    // A name may hold anything, brackets, blanks and line feeds too; after the last ) are numbers.
    int open = text.indexOf('(');
    int close = text.lastIndexOf(')');
    if (open < 1 || close < open) {
      return Optional.empty();
    }
    String[] fields = text.substring(close + 1).strip().split(" ");
    if (fields.length <= START || fields[0].equals("Z") || fields[0].equals("X")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ProcStat(
              Integer.parseInt(text.substring(0, open).strip()),
              text.substring(open + 1, close),
              Integer.parseInt(fields[PARENT]),
              Tty.of(Integer.parseInt(fields[TTY])),
              Long.parseLong(fields[START])));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
