package dev.cofferdam.watch.discovery;

import dev.cofferdam.watch.discovery.AgentProcess.ProcessId;
import dev.cofferdam.watch.host.FileRoot;
import dev.cofferdam.watch.host.HostView;
import dev.cofferdam.watch.host.Identity;
import dev.cofferdam.watch.host.ProcFile;
import dev.cofferdam.watch.host.ProcFile.Entry;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * For each user some process outside of containers: by its root folder a helper gets at the user's
 * files. Remembered while it lives. For one thread.
 */
final class HostProcesses {
  private static final int MOST_LOOKED_AT = 500;

  private final Map<Integer, Found> found = new HashMap<>();
  private Set<Integer> searched = Set.of();

  /** A process and its rights. */
  record Found(ProcessId id, Identity owner) {
    FileRoot root() {
      return new FileRoot(id.pid(), false, FileRoot.HOST);
    }
  }

  Map<Integer, Found> of(HostView view, SortedSet<Integer> uids, Map<Integer, ProcStat> processes)
      throws IOException {
    found
        .values()
        .removeIf(each -> {
          ProcStat now = processes.get(each.id().pid());
          return now == null || now.startTicks() != each.id().startTicks();
        });
    if (!found.keySet().containsAll(uids) && !searched.equals(processes.keySet())) {
      searched = Set.copyOf(processes.keySet());
      search(view, uids, processes);
    }
    return Map.copyOf(found);
  }

  private void search(HostView view, SortedSet<Integer> uids, Map<Integer, ProcStat> processes)
      throws IOException {
    List<ProcStat> some =
        processes.values().stream()
            // Threads of the kernel have no root folder: children of number 2, and itself.
            .filter(process -> process.parent() != 2 && process.pid() != 2)
            .limit(MOST_LOOKED_AT)
            .toList();
    List<ProcFile> files =
        some.stream()
            .flatMap(process ->
                Stream.of(
                    new ProcFile(process.pid(), Entry.STATUS),
                    new ProcFile(process.pid(), Entry.CGROUP)))
            .toList();
    List<byte[]> read = view.read(files, Identity.NOBODY);
    for (int i = 0; i < some.size(); i++) {
      Optional<Status> status = Status.of(read.get(2 * i));
      boolean outside = ControlGroup.container(read.get(2 * i + 1)).isEmpty();
      ProcStat process = some.get(i);
      status
          .filter(s -> outside && uids.contains(s.identity().uid()))
          // In an inner process namespace it is in a container, whatever its control group.
          .filter(s -> s.innerPid() == 0 || s.innerPid() == process.pid())
          .ifPresent(s ->
              found.putIfAbsent(
                  s.identity().uid(),
                  new Found(new ProcessId(process.pid(), process.startTicks()), s.identity())));
    }
  }
}
