package dev.cofferdam.watch.discovery;

import dev.cofferdam.watch.host.FileRoot;
import dev.cofferdam.watch.host.HostView;
import dev.cofferdam.watch.host.Identity;
import dev.cofferdam.watch.host.ProcFile;
import dev.cofferdam.watch.source.HostFiles;
import dev.cofferdam.watch.source.LocalFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/** A /proc that a test writes: numbers come again there, which the kernel's take days to do. */
final class WrittenProc implements HostView {
  static final long BOOT = 1_700_000_000L;
  private static final int TTY = 34_819;

  private final Map<Integer, Map<ProcFile.Entry, String>> processes = new TreeMap<>();

  /**
   * @param start in hundredths of a second from {@link #BOOT}
   */
  WrittenProc process(int pid, int parent, long start, int uid, String variables, String... line) {
    String name = line[0].substring(line[0].lastIndexOf('/') + 1);
    processes.put(
        pid,
        Map.of(
            ProcFile.Entry.STAT,
            "%d (%s) S %d 1 1 %d 1 4194560 1 2 3 4 5 6 7 8 20 0 9 0 %d 1 2"
                .formatted(pid, name, parent, TTY, start),
            ProcFile.Entry.CMDLINE,
            String.join("\0", line) + "\0",
            ProcFile.Entry.STATUS,
            "Uid:\t%1$d\t%1$d\t%1$d\t%1$d\nGid:\t%1$d\t%1$d\t%1$d\t%1$d\n".formatted(uid),
            ProcFile.Entry.CGROUP,
            variables.contains("IN_A_CONTAINER")
                ? "0::/system.slice/docker-" + "0123456789abcdef".repeat(4) + ".scope\n"
                : "0::/user.slice\n",
            ProcFile.Entry.ENVIRON,
            variables));
    return this;
  }

  @Override
  public List<Integer> processes(SortedSet<Integer> uids) {
    return processes.entrySet().stream()
        .filter(each ->
            uids.stream()
                .anyMatch(uid ->
                    each.getValue()
                        .getOrDefault(ProcFile.Entry.STATUS, "")
                        .startsWith("Uid:\t" + uid + "\t")))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public List<byte[]> read(List<ProcFile> files, Identity as) {
    return files.stream()
        .map(file ->
            processes
                .getOrDefault(file.pid(), Map.of())
                .getOrDefault(file.entry(), "")
                .getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public Optional<String> workingFolder(int pid, Identity as) {
    return Optional.of("/home/ann/" + pid);
  }

  @Override
  public HostFiles files(FileRoot root, Identity as) {
    return new LocalFiles();
  }

  @Override
  public byte[] tmux(FileRoot root, String socket, Optional<String> pane, Identity as) {
    return new byte[0];
  }

  @Override
  public Optional<FileRoot> ownRoot() {
    return Optional.empty();
  }

  @Override
  public long bootTime() {
    return BOOT;
  }

  @Override
  public byte[] accounts() {
    return new byte[0];
  }

  @Override
  public void close() {}
}
